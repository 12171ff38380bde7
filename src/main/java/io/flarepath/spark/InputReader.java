package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.DataSource;
import io.flarepath.plan.InputPlan;
import io.flarepath.run.Engine;
import java.util.Set;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads whole inputs, as they stand. */
final class InputReader {

  /** Options by which the user chooses what to read; then nothing else is chosen for them. */
  private static final Set<String> TRAVEL =
      Set.of("snapshot-id", "as-of-timestamp", "branch", "tag", "start-snapshot-id");

  private final SparkSession session;

  InputReader(SparkSession session) {
    this.session = session;
  }

  Dataset<Row> read(Engine.FrozenInput frozen) {
    InputPlan input = frozen.input();
    DataFrameReader reader = session.read();
    input.input().options().forEach((name, value) -> reader.option(name, value.value()));
    try {
      if (input.source() instanceof DataSource.Table table) {
        if (!chooses(input)) {
          frozen.snapshotId().ifPresent(id -> reader.option("snapshot-id", id));
        }
        return reader.table(table.name().quoted());
      }
      DataSource.Files files = (DataSource.Files) input.source();
      return reader.format(files.format().word()).load(files.path());
    } catch (Exception e) {
      throw unreadable(input, e);
    }
  }

  /** Whether the user's options choose what to read of a table. */
  static boolean chooses(InputPlan input) {
    return input.input().options().keySet().stream().anyMatch(TRAVEL::contains);
  }

  private static FlarepathException unreadable(InputPlan input, Exception e) {
    String reason = SparkFailures.reason(e);
    boolean missing = reason.contains("PATH_NOT_FOUND") || reason.contains("does not exist");
    Diagnostic diagnostic =
        missing
            ? Diagnostic.error(Code.PATH_MISSING, "there is nothing at " + input.source())
                .because("the input `" + input.name() + "` reads it")
                .help(
                    "check depot, collection and dataset; a local path starts at the working directory")
            : Diagnostic.error(
                    Code.INPUT_UNREADABLE, "the input `" + input.name() + "` cannot be read")
                .because(reason)
                .help("check its format and options");
    return new FlarepathException(diagnostic.at(input.input().dataset().span()), e);
  }
}
