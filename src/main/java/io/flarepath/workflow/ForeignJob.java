package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.List;

/**
 * A job of a stack that is not ours. It is reported and skipped.
 *
 * @param stack the stack as written
 */
public record ForeignJob(
    Located<String> name, String title, List<Located<String>> dependencies, Located<String> stack)
    implements Job {

  public ForeignJob {
    dependencies = List.copyOf(dependencies);
  }
}
