package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.function.Function;

/**
 * A job for a stack that is not supported. It is reported and skipped.
 *
 * @param stack the stack as written
 */
public record ForeignJob(Head head, Located<String> stack) implements Job {

  @Override
  public <R> R match(
      Function<FlareJob, R> flare,
      Function<ToolboxJob, R> toolbox,
      Function<ForeignJob, R> foreign) {
    return foreign.apply(this);
  }
}
