package io.flarepath.pass;

import io.flarepath.workflow.Incremental;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.yaml.IncrementalForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The strategies there are: where each is registered, and where a spec finds its own. Its form of
 * the grammar is registered with it.
 */
public final class Strategies {

  private final List<Strategy<?>> all;

  public Strategies(List<Strategy<?>> all) {
    this.all = List.copyOf(all);
  }

  /** The forms of {@code incremental} by which workflows ask for them. */
  public List<IncrementalForm<?>> forms() {
    List<IncrementalForm<?>> forms = new ArrayList<>();
    all.forEach(strategy -> strategy.form().ifPresent(forms::add));
    return forms;
  }

  /**
   * The read of an incremental input.
   *
   * @throws IllegalArgumentException if no strategy was registered for the spec that the grammar
   *     made: a form of the grammar and its strategy are registered together
   */
  public PartialRead plan(Input input, Incremental spec, Strategy.Texts texts) {
    return all.stream()
        .flatMap(strategy -> plan(strategy, input, spec, texts).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no strategy for " + spec.getClass()));
  }

  private static <S extends Incremental> Optional<PartialRead> plan(
      Strategy<S> strategy, Input input, Incremental spec, Strategy.Texts texts) {
    return strategy.spec().isInstance(spec)
        ? Optional.of(strategy.plan(input, strategy.spec().cast(spec), texts))
        : Optional.empty();
  }
}
