package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.function.Function;

/**
 * A job of the stack {@code toolbox} with the action {@code set_version}. With a real catalog every
 * commit is visible at once, so {@code latest} checks that the table is there.
 *
 * @param dataset the address of the table
 * @param version the version as written, for example {@code latest}
 */
public record ToolboxJob(Head head, Located<String> dataset, Located<String> version)
    implements Job {

  @Override
  public <R> R match(
      Function<FlareJob, R> flare,
      Function<ToolboxJob, R> toolbox,
      Function<ForeignJob, R> foreign) {
    return toolbox.apply(this);
  }
}
