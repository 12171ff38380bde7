package io.flarepath.plan;

import io.flarepath.pass.PartialRead;
import io.flarepath.source.DataSource;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Schema;
import java.util.Optional;
import java.util.Set;

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

  /** Options by which the user chooses what to read; then nothing else is chosen for them. */
  public static final Set<String> TRAVEL =
      Set.of("snapshot-id", "as-of-timestamp", "branch", "tag", "start-snapshot-id");

  public String name() {
    return input.name().value();
  }

  /** Whether the user's options choose what to read of a table. */
  public boolean choosesVersion() {
    return input.options().keySet().stream().anyMatch(TRAVEL::contains);
  }

  /** The table whose current rows are read, if it is one. */
  public Optional<DataSource.Table> currentTable() {
    return source.asTable().filter(table -> table.metadata().isEmpty() && !choosesVersion());
  }
}
