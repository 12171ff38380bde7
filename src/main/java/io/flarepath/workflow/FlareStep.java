package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.List;

/**
 * One entry of a {@code sequence}: rows that become a view.
 *
 * @param name the view's name; it may shadow an earlier view
 * @param source where the rows come from
 * @param functions what is done to them, in order, before they become the view
 * @param commands what is done once the view is there, in order
 */
public record FlareStep(
    Located<String> name,
    StepSource source,
    List<FunctionCall> functions,
    List<StepCommand> commands) {

  public FlareStep {
    functions = List.copyOf(functions);
    commands = List.copyOf(commands);
  }
}
