package io.flarepath.run;

import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.run.Engine.FrozenInput;
import io.flarepath.run.Engine.FrozenTable;
import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SourceRead;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which windows of which snapshots a pass reads. Only windows of a column of an input that is a
 * table, read as it is: of anything else no snapshot tells which rows came later.
 */
final class SourceReads {

  private SourceReads() {}

  static List<SourceRead> of(SourceFacts facts, List<FrozenInput> frozen, List<Slice> slices) {
    return slices.stream()
        .flatMap(
            slice ->
                slice.window().filter(window -> isOwnColumn(facts, slice)).stream()
                    .flatMap(window -> read(frozen, slice, window).stream()))
        .toList();
  }

  /**
   * Whether a slice is a window of a column of its own input: the column is asked for by its name,
   * and must be the very one that the SQL compares.
   */
  static boolean isOwnColumn(SourceFacts facts, Slice slice) {
    return slice
        .window()
        .filter(
            window ->
                facts
                    .column(slice.context(), window.column())
                    .filter(window.source()::equals)
                    .isPresent())
        .isPresent();
  }

  private static Optional<SourceRead> read(List<FrozenInput> frozen, Slice slice, Window window) {
    return frozen.stream()
        .filter(input -> input.input().name().equals(slice.input()))
        .findFirst()
        .flatMap(SourceReads::snapshot)
        .map(
            snapshot ->
                new SourceRead(
                    slice.input(),
                    snapshot,
                    new PublishedWindow(window.range(), Optional.of(window.column()))));
  }

  private static Optional<Long> snapshot(FrozenInput frozen) {
    return frozen
        .input()
        .currentTable()
        .flatMap(table -> Optional.ofNullable(frozen.tables().get(table.name())))
        .map(FrozenTable::snapshotId)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong);
  }
}
