package io.flarepath.report;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import io.flarepath.window.AxisText;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * What a pass would write into a table, in words.
 *
 * @param zone in which people read instants
 * @param say takes a label, which may be empty, and a line
 */
record WriteText(ZoneId zone, BiConsumer<String, String> say) {

  void write(OutputWrite write) {
    String fresh = write.table().isEmpty() ? "  (a new table)" : "";
    say.accept("write", write.output().table() + "  " + write.write().word() + fresh);
    switch (write.output().content()) {
      case RESULT -> result(write);
      case STATE ->
          say.accept("", "because no output is an Iceberg table, and the state needs one");
    }
  }

  private void result(OutputWrite write) {
    say.accept("", "because " + write.reason());
    change(write);
    write.write().replacedWindow().ifPresent(this::replaced);
    if (!write.partitioning().isEmpty()) {
      say.accept("", "partitioned by " + partitions(write.partitioning()));
    }
  }

  private void replaced(Write.ReplaceWindow replace) {
    AxisText text = new AxisText(zone);
    String said =
        replace
            .cover()
            .match(
                partitions -> "replaces the partitions of " + text.of(partitions.hull()),
                files -> "replaces the files that can hold rows of " + text.of(replace.window()));
    say.accept("", said);
    if (replace
        .cover()
        .match(partitions -> !partitions.hull().equals(replace.window()), files -> true)) {
      say.accept("", "and keeps their rows outside the window");
    }
  }

  private void change(OutputWrite write) {
    write.change().added().forEach(column -> say.accept("", "adds the column " + column));
    write.change().widened().forEach(column -> say.accept("", "widens the column " + column));
    String present = partitions(write.table().map(TableFacts::partitioning).orElse(List.of()));
    String were = present.isEmpty() ? "none" : present;
    switch (write.change().partitions()) {
      case STAY -> {}
      case CHANGE ->
          say.accept(
              "",
              "changes the table's partitions, which were %s: the workflow's `partitionSpec` differs"
                  .formatted(were));
      case CHANGE_LATER ->
          say.accept(
              "",
              "the next pass changes the table's partitions, which are %s: they need the new column"
                  .formatted(were));
    }
  }

  private static String partitions(List<PartitionColumn> fields) {
    return fields.stream().map(PartitionColumn::toString).collect(Collectors.joining(", "));
  }
}
