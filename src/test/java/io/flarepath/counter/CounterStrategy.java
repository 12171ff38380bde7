package io.flarepath.counter;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Strategy;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.yaml.IncrementalForm;
import java.util.List;
import java.util.Optional;

/** Reads an input row group by row group. */
public final class CounterStrategy implements Strategy<Counter> {

  private static final Key<Located<String>> COLUMN =
      Key.required("column", Scalar.TEXT.located(), "the column of whole numbers that is counted");

  private static final Key<Integer> SIZE =
      Key.required("size", Scalar.COUNT, "how many numbers make a group");

  private static final Key<Integer> EVERY =
      Key.required("every", Scalar.COUNT, "how many groups make a step");

  /** What the section says, without the context that is beside it. */
  private record Written(Span span, Located<String> column, int size, int every) {}

  @Override
  public Class<Counter> spec() {
    return Counter.class;
  }

  @Override
  public Optional<IncrementalForm<?>> form() {
    Section<Written> section =
        Section.of(
            "inputs[].incremental.counter",
            List.of(COLUMN, SIZE, EVERY),
            fields ->
                new Written(
                    fields.span(), fields.get(COLUMN), fields.get(SIZE), fields.get(EVERY)));
    return Optional.of(
        IncrementalForm.inContext(
            "counter",
            section,
            (context, said) ->
                new Counter(said.span(), context, said.column(), said.size(), said.every()),
            "reads every so many row groups"));
  }

  @Override
  public PartialRead plan(Input input, Counter spec, Texts texts) {
    return new CounterRead(input.name().value(), spec);
  }
}
