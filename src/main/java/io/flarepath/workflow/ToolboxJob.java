package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.List;

/**
 * A job of the stack {@code toolbox} with the action {@code set_version}. With a real catalog every
 * commit is visible at once, so {@code latest} checks that the table is there.
 *
 * @param dataset the address of the table
 * @param version the version as written, for example {@code latest}
 */
public record ToolboxJob(
    Located<String> name,
    String title,
    List<Located<String>> dependencies,
    Located<String> dataset,
    Located<String> version)
    implements Job {

  public ToolboxJob {
    dependencies = List.copyOf(dependencies);
  }
}
