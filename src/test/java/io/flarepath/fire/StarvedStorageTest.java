package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.fire.FireLab.Trap;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full, and warehouses that cannot be written. */
@Tag("fire")
class StarvedStorageTest {

  @RegisterExtension final Lab lab = new Lab();

  private final List<Trap> traps = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "DATA_FILE_OPENED,       No space left on device",
    "DATA_FILE_WRITTEN,      No space left on device",
    "MANIFEST_WRITTEN,       No space left on device",
    "MANIFEST_LIST_WRITTEN,  No space left on device",
    "STAGE_METADATA_WRITTEN, No space left on device",
    "FILE_OPENED,            Read-only file system"
  })
  void aStorageThatTakesNoMoreIsNamedAndNothingIsPublished(Point point, String reason) {
    setUp(point, reason);
    List<String> rows = lab.tables().rows("copy");
    long main = lab.tables().current("copy").snapshotId();
    traps.forEach(Trap::arm);
    Run run = lab.run(LoadJob.daily().yaml());
    traps.forEach(Trap::disarm);
    Diagnostic said = run.failure();
    assertThat(run.job().status()).isEqualTo(Status.FAILED);
    assertThat(said.code()).isNotIn(Code.BUG, Code.OUTCOME_UNKNOWN);
    assertThat(said.message() + said.notes()).contains(reason);
    assertUntouched(rows, main);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUBLISH_METADATA_WRITTEN"})
  void aDiskThatFillsUpInTheLastCommitLeavesAnUnknownOutcomeAndTheTableAsItWas(Point point) {
    setUp(point, "No space left on device");
    List<String> rows = lab.tables().rows("copy");
    long main = lab.tables().current("copy").snapshotId();
    traps.forEach(Trap::arm);
    Run run = lab.run(LoadJob.daily().yaml());
    traps.forEach(Trap::disarm);
    assertThat(run.failure().code()).isEqualTo(Code.OUTCOME_UNKNOWN);
    assertThat(run.failure().notes().toString()).contains("No space left on device");
    assertUntouched(rows, main);
  }

  /** As Hadoop's local file system tells of a full disk: by an Error, within a task of Spark's. */
  @Test
  void aReasonThatIsAnErrorIsToldWithoutItsStackTrace() {
    setUp(
        Point.DATA_FILE_WRITTEN,
        () -> {
          throw new AssertionError("No space left on device");
        });
    traps.forEach(Trap::arm);
    Diagnostic said = lab.run(LoadJob.daily().yaml()).failure();
    traps.forEach(Trap::disarm);
    assertThat(said.notes()).containsExactly("the disk is full: No space left on device");
  }

  private void setUp(Point point, String reason) {
    setUp(
        point,
        () -> {
          throw new UncheckedIOException(new IOException(reason));
        });
  }

  private void setUp(Point point, Runnable failure) {
    traps.add(new Trap(point, 1, Integer.MAX_VALUE, failure));
    FireLab.gated(lab, reached -> traps.forEach(trap -> trap.reach(reached)));
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-02 09:00:00', 3");
    assertThat(lab.run(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
  }

  private void assertUntouched(List<String> rows, long main) {
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    assertThat(lab.tables().current("copy").snapshotId()).isEqualTo(main);
    assertThat(lab.tables().state("copy", "load").toString()).endsWith("2024-01-02 00:00:00");
    assertThat(lab.run(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }
}
