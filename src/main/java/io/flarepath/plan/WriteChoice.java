package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Region;
import io.flarepath.table.Column;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import java.util.List;
import java.util.Optional;

/** Chooses how a result is written, from what the user wrote and from the current table. */
public final class WriteChoice {

  private WriteChoice() {}

  /**
   * A write, and why it is that one.
   *
   * @param reason one sentence
   */
  record Choice(Write write, String reason) {}

  /**
   * The write of one output in one pass.
   *
   * @param regions the rows that the slices replace; none where no input is incremental
   * @throws FlarepathException if the result does not fit the table, or if it is not known which
   *     rows it replaces, with every reason
   */
  public static OutputWrite choose(
      OutputPlan output, Optional<TableFacts> table, ResultShape result, List<Region> regions) {
    List<Column> columns = result.columns();
    TableChange change =
        table.map(facts -> TableChange.of(output, facts, columns)).orElse(TableChange.NONE);
    ResultCheck.check(output, table, change, columns);
    List<PartitionColumn> partitioning =
        table
            .filter(facts -> !change.repartitioned())
            .map(TableFacts::partitioning)
            .orElseGet(() -> output.partitioning().stream().map(PartitionColumn::of).toList());
    Choice choice = choice(new Meeting(output, table, result, partitioning), regions);
    if (choice.write.replacesPresentPartitions()) {
      table.ifPresent(facts -> onePartitioning(output, facts, partitioning));
    }
    return new OutputWrite(
        output, table, result, change, partitioning, choice.write, choice.reason);
  }

  /**
   * A result and the table that it meets.
   *
   * @param table empty where it is not there yet
   * @param result what is known of the result
   * @param partitioning the partition spec that new files will have
   */
  record Meeting(
      OutputPlan output,
      Optional<TableFacts> table,
      ResultShape result,
      List<PartitionColumn> partitioning) {}

  private static Choice choice(Meeting meeting, List<Region> regions) {
    OutputPlan output = meeting.output();
    return switch (AskedWrite.of(output.output())) {
      case MERGE ->
          new Choice(
              MergeClauses.write(output.output().merge().orElseThrow()),
              "the output has a `merge`");
      case APPEND -> new Choice(new Write.Append(), "saveMode is append");
      case CREATE -> new Choice(new Write.Append(), "the table does not exist yet");
      case REPLACE_ALL ->
          new Choice(
              new Write.ReplaceAll(), "saveMode is overwrite, without `overwrite-mode: dynamic`");
      case REPLACE_PARTITIONS ->
          withoutWindow(meeting, regions)
              .orElseGet(() -> partitionsPresent(meeting, "`options.replace` is `partitions`"));
      case REPLACE_WINDOW ->
          withoutWindow(meeting, regions)
              .orElseGet(() -> new WindowChoice(meeting, regions).choice());
    };
  }

  /** A dynamic overwrite by a pass that has no window. */
  private static Optional<Choice> withoutWindow(Meeting meeting, List<Region> regions) {
    if (regions.isEmpty()) {
      return Optional.of(partitionsPresent(meeting, "no input is incremental"));
    }
    return regions.stream().allMatch(WriteChoice::isPartitionsPresent)
        ? Optional.of(partitionsPresent(meeting, "a stream has no window"))
        : Optional.empty();
  }

  private static Choice partitionsPresent(Meeting meeting, String reason) {
    return meeting.partitioning().isEmpty()
        ? new Choice(
            new Write.ReplaceAll(),
            "the table has no partitions, so a dynamic overwrite replaces all of it")
        : new Choice(new Write.ReplacePartitions(), reason);
  }

  private static boolean isPartitionsPresent(Region region) {
    return region.match(
        new Region.Cases<>() {
          @Override
          public Boolean ofWindow(Region.OfWindow window) {
            return false;
          }

          @Override
          public Boolean partitionsPresent(Region.PartitionsPresent present) {
            return true;
          }

          @Override
          public Boolean unknown(Region.Unknown unknown) {
            return false;
          }
        });
  }

  /** Iceberg replaces partitions of the spec that new files have, and leaves those of others. */
  private static void onePartitioning(
      OutputPlan output, TableFacts table, List<PartitionColumn> partitioning) {
    for (List<PartitionColumn> spec : table.fileSpecs()) {
      if (!PartitionColumn.isSame(spec, partitioning)) {
        throw new FlarepathException(mixed(output, table, spec));
      }
    }
  }

  private static Diagnostic mixed(OutputPlan output, TableFacts table, List<PartitionColumn> spec) {
    String by = spec.isEmpty() ? "without partitions" : "partitioned by " + spec;
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.MIXED_PARTITIONING,
                "the table %s still contains files that were written %s, so replacing the current partitions would leave their rows next to the new ones"
                    .formatted(output.table(), by))
            .at(output.output().dataset().span());
    return PartitionColumn.isSame(table.partitioning(), spec)
        ? diagnostic.help(
            "change the table to the workflow's partitions with ALTER TABLE and rewrite its files once, with Iceberg's procedure `rewrite_data_files` and the option `rewrite-all`; or remove `partitionSpec` to keep the table's partitions")
        : diagnostic.help(
            "rewrite the old files into the current partitions once, with Iceberg's procedure"
                + " `rewrite_data_files` and the option `rewrite-all`");
  }
}
