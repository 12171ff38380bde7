package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.Region;
import io.flarepath.table.Column;
import io.flarepath.table.PartitionColumn;
import io.flarepath.table.TableFacts;
import io.flarepath.workflow.Output.SaveMode;
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
      OutputPlan output, Optional<TableFacts> table, List<Column> result, List<Region> regions) {
    TableChange change =
        table.map(facts -> TableChange.of(output, facts, result)).orElse(TableChange.NONE);
    ResultCheck.check(output, table, change, result);
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
   * @param result the result's columns
   * @param partitioning the partition spec that new files will have
   */
  record Meeting(
      OutputPlan output,
      Optional<TableFacts> table,
      List<Column> result,
      List<PartitionColumn> partitioning) {}

  private static Choice choice(Meeting meeting, List<Region> regions) {
    OutputPlan output = meeting.output();
    if (output.output().merge().isPresent()) {
      return new Choice(
          MergeClauses.write(output.output().merge().get()), "the output has a `merge`");
    }
    if (output.saveMode() == SaveMode.APPEND) {
      return new Choice(new Write.Append(), "saveMode is append");
    }
    if (output.saveMode() == SaveMode.IGNORE || output.saveMode() == SaveMode.ERRORIFEXISTS) {
      return new Choice(new Write.Append(), "the table does not exist yet");
    }
    if (!output.output().dynamicOverwrite()) {
      return new Choice(
          new Write.ReplaceAll(), "saveMode is overwrite, without `overwrite-mode: dynamic`");
    }
    if (regions.isEmpty()) {
      return partitionsPresent(meeting, "no input is incremental");
    }
    if (regions.stream().allMatch(WriteChoice::isPartitionsPresent)) {
      return partitionsPresent(meeting, "a stream has no window");
    }
    return switch (output.output().replace()) {
      case PARTITIONS -> partitionsPresent(meeting, "`options.replace` is `partitions`");
      case WINDOW -> new WindowChoice(meeting, regions).choice();
    };
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
