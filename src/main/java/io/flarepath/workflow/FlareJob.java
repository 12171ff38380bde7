package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A job of the stack {@code flare}: inputs, steps, outputs.
 *
 * @param explain print the plans of the engine
 * @param logLevel the engine's log level for this job
 * @param sparkConf settings of the engine for this job; the last of a repeated key has won
 * @param steps every step of every sequence, in order
 * @param streaming how inputs that never end are read, where that is said
 * @param upkeep what it does besides loading
 */
public record FlareJob(
    Head head,
    boolean explain,
    LogLevel logLevel,
    Map<String, Located<String>> sparkConf,
    List<Input> inputs,
    List<FlareStep> steps,
    List<Output> outputs,
    Optional<Streaming> streaming,
    Upkeep upkeep)
    implements Job {

  public FlareJob {
    sparkConf = Map.copyOf(sparkConf);
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
  }

  /** The same, with other words in what its tables tell of themselves. */
  FlareJob reworded(UnaryOperator<String> words) {
    return new FlareJob(
        head,
        explain,
        logLevel,
        sparkConf,
        inputs,
        steps,
        outputs.stream().map(output -> output.reworded(words)).toList(),
        streaming,
        upkeep);
  }

  /** How streaming inputs are read; empty for a job that has none. */
  public Optional<Streaming> stream() {
    return inputs.stream().anyMatch(Input::isStream)
        ? Optional.of(streaming.orElse(Streaming.DEFAULT))
        : Optional.empty();
  }

  @Override
  public <R> R match(
      Function<FlareJob, R> flare,
      Function<ToolboxJob, R> toolbox,
      Function<ForeignJob, R> foreign) {
    return flare.apply(this);
  }
}
