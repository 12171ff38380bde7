package io.flarepath.counter;

import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Strategy;
import io.flarepath.workflow.Input;

/** Reads an input row group by row group. */
public final class CounterStrategy implements Strategy<Counter> {

  @Override
  public Class<Counter> spec() {
    return Counter.class;
  }

  @Override
  public PartialRead plan(Input input, Counter spec, Texts texts) {
    return new CounterRead(input.name().value(), spec);
  }
}
