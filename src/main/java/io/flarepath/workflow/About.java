package io.flarepath.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What people say of a dataset. It goes into the table's properties and its columns' comments.
 *
 * @param title may be empty
 * @param description may be empty
 * @param columnTags the labels of columns, by the columns' names as written
 * @param patternTags the labels of columns by patterns, which match from the start of a name
 */
public record About(
    String title,
    String description,
    List<String> tags,
    Map<String, List<String>> columnTags,
    Map<String, List<String>> patternTags) {

  /** Nothing is given. */
  public static final About NOTHING = new About("", "", List.of(), Map.of(), Map.of());

  public About {
    tags = List.copyOf(tags);
    columnTags = copy(columnTags);
    patternTags = copy(patternTags);
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> tags) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    tags.forEach((column, labels) -> copy.put(column, List.copyOf(labels)));
    return Collections.unmodifiableMap(copy);
  }

  /** The same in other words, for example without secrets. */
  About reworded(UnaryOperator<String> words) {
    return new About(
        words.apply(title),
        words.apply(description),
        tags.stream().map(words).toList(),
        reworded(columnTags, words),
        reworded(patternTags, words));
  }

  private static Map<String, List<String>> reworded(
      Map<String, List<String>> tags, UnaryOperator<String> words) {
    Map<String, List<String>> reworded = new LinkedHashMap<>();
    tags.forEach((name, labels) -> reworded.put(name, labels.stream().map(words).toList()));
    return reworded;
  }

  /**
   * The labels of each column: those that all entries give it, each label once. A name that no
   * column has stays as it is written.
   *
   * @param columns the names of the columns
   */
  public Map<String, List<String>> labels(List<String> columns) {
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    columnTags.forEach(
        (name, tags) -> {
          String column = columns.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
          labels.computeIfAbsent(column, none -> new LinkedHashSet<>()).addAll(tags);
        });
    patternTags.forEach(
        (pattern, tags) ->
            columns.stream()
                .filter(name -> Pattern.compile(pattern).matcher(name).lookingAt())
                .forEach(
                    column ->
                        labels
                            .computeIfAbsent(column, none -> new LinkedHashSet<>())
                            .addAll(tags)));
    Map<String, List<String>> lists = new LinkedHashMap<>();
    labels.forEach((column, tags) -> lists.put(column, List.copyOf(tags)));
    return lists;
  }
}
