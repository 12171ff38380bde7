package io.flarepath.plan;

import io.flarepath.workflow.Input;
import java.util.Optional;

/**
 * How one input is read.
 *
 * @param input what the user wrote
 * @param source where its rows are
 * @param read how a part of it is selected; empty when it is read whole
 */
public record InputPlan(Input input, DataSource source, Optional<KeyRead> read) {

  public String name() {
    return input.name().value();
  }
}
