package io.flarepath.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people say of a dataset. It goes into the table's properties and its columns' comments.
 *
 * @param title may be empty
 * @param description may be empty
 * @param columnTags the labels of columns, by the columns' names as written
 */
public record About(
    String title, String description, List<String> tags, Map<String, List<String>> columnTags) {

  /** Nothing is given. */
  public static final About NOTHING = new About("", "", List.of(), Map.of());

  public About {
    tags = List.copyOf(tags);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    columnTags.forEach((column, labels) -> copy.put(column, List.copyOf(labels)));
    columnTags = Collections.unmodifiableMap(copy);
  }
}
