package io.flarepath.plan;

import io.flarepath.pass.PartialRead;
import io.flarepath.source.DataSource;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Schema;
import java.util.Optional;

/**
 * How one input is read.
 *
 * @param input what the user wrote
 * @param source where its rows are
 * @param schema its columns, if the user says them; a file's path is where it is
 * @param read how a part of it is selected; empty when it is read whole
 */
public record InputPlan(
    Input input, DataSource source, Optional<Schema> schema, Optional<PartialRead> read) {

  public String name() {
    return input.name().value();
  }
}
