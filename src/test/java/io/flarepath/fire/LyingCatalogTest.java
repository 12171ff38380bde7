package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.ExitCode;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.fire.FireLab.Trap;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogs that commit and say no, that say no and did not, and that go away. */
@Tag("fire")
class LyingCatalogTest {

  private static final int ONCE = 1;
  private static final int ALWAYS = Integer.MAX_VALUE;

  @RegisterExtension final Lab lab = new Lab();

  private final List<Trap> traps = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite"})
  void aCommitWhoseAnswerIsLostIsFoundAndDoneOnce(String mode) {
    setUp(trap(Point.AFTER_PUBLISH_COMMIT, ONCE));
    Run run = twoWindows(mode);
    assertThat(run.job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite"})
  void aCommitThatFailsUnclearlyAndDidNotHappenIsDoneAgain(String mode) {
    setUp(trap(Point.BEFORE_PUBLISH_COMMIT, ONCE));
    Run run = twoWindows(mode);
    assertThat(run.job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  @Test
  void aCatalogThatKeepsFailingAfterTheCommitLeavesAnUnknownOutcome() {
    // The commit happens, its answer is lost, and from then on nobody answers.
    Trap silence = trap(Point.CATALOG_ASKED, ALWAYS);
    Trap lost =
        new Trap(
            Point.AFTER_PUBLISH_COMMIT,
            1,
            ONCE,
            () -> {
              silence.arm();
              throw new Lost();
            });
    setUp(silence, lost);
    lost.arm();
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertUnknown(run);
    quiet();
    assertThat(lab.tables().rows("copy")).hasSize(2);
    assertThat(lab.catchUp(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  @Test
  void aCatalogThatGoesAwayBeforeTheCommitLeavesAnUnknownOutcomeAndTheTableAsItWas() {
    Trap silence = trap(Point.CATALOG_ASKED, ALWAYS);
    Trap gone =
        new Trap(
            Point.BEFORE_PUBLISH_COMMIT,
            1,
            ONCE,
            () -> {
              silence.arm();
              throw new Lost();
            });
    setUp(silence, gone);
    gone.arm();
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertUnknown(run);
    quiet();
    // Not even the table that the run made is taken away: nobody cleans up on unknown.
    assertThat(lab.tables().rows("copy")).isEmpty();
    assertThat(lab.tables().branches("copy")).hasSize(1);
    assertThat(lab.catchUp(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  @Test
  void commitsThatNeverComeThroughLeaveAnUnknownOutcome() {
    setUp(trap(Point.BEFORE_PUBLISH_COMMIT, ALWAYS));
    traps.forEach(Trap::arm);
    assertUnknown(lab.catchUp(LoadJob.daily().yaml()));
    assertThat(traps.get(0).seen()).isEqualTo(4);
    quiet();
    assertThat(lab.catchUp(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  @Test
  void aCatalogThatGoesAwayBeforeAnyCommitIsSentIsAFailureWithItsReason() {
    Trap silence = trap(Point.CATALOG_ASKED, ALWAYS);
    Trap gone = new Trap(Point.PUBLISHING_TOLD, 1, ONCE, silence::arm);
    setUp(silence);
    lab.hearing(new GatedEvents(gone));
    gone.arm();
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertRefused(run, "the connection was lost");
    quiet();
    assertThat(lab.catchUp(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  static List<RuntimeException> refusals() {
    return List.of(
        new ForbiddenException("you may not"), new ServiceUnavailableException("come later"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aCatalogThatRefusesTheCommitIsAFailureWithItsReason(RuntimeException refusal) {
    Trap refuses =
        new Trap(
            Point.BEFORE_PUBLISH_COMMIT,
            1,
            ALWAYS,
            () -> {
              throw refusal;
            });
    setUp(refuses);
    refuses.arm();
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertRefused(run, String.valueOf(refusal.getMessage()));
    assertThat(refuses.seen()).isEqualTo(1);
    quiet();
    assertThat(lab.catchUp(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  @Test
  void aStagingWhoseAnswerIsLostPublishesNothingAndTheNextRunGoesOn() {
    setUp(trap(Point.AFTER_STAGE_COMMIT, ONCE));
    traps.forEach(Trap::arm);
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertThat(run.failure().code()).isEqualTo(Code.CATALOG_FAILED);
    assertThat(run.failure().message()).contains("the result cannot be staged");
    quiet();
    assertThat(lab.catchUp(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  @Test
  void aTableWhoseCreationIsNotAnsweredIsStillOneTable() {
    setUp(trap(Point.AFTER_CREATE_COMMIT, ONCE));
    traps.forEach(Trap::arm);
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertThat(run.failure().message()).contains("the table cannot be created");
    quiet();
    assertThat(lab.catchUp(LoadJob.daily().yaml()).job().diagnostics()).isEmpty();
    assertBothWindowsOnce();
  }

  @Test
  void aCatalogThatGoesAwayWhileTheFailureIsTidiedUpHidesNoReason() {
    // The result does not fit, and the table that was made for it cannot be taken away.
    Trap silence = trap(Point.CATALOG_ASKED, ALWAYS);
    Trap full =
        new Trap(
            Point.MANIFEST_LIST_WRITTEN,
            1,
            ONCE,
            () -> {
              silence.arm();
              throw new IllegalStateException("the reason");
            });
    setUp(silence, full);
    full.arm();
    Run run = lab.catchUp(LoadJob.daily().yaml());
    assertThat(run.failure().notes()).contains("the reason");
  }

  // ---- How it is set up.

  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost() {
      super("the connection was lost");
    }
  }

  private static Trap trap(Point point, int times) {
    return new Trap(
        point,
        1,
        times,
        () -> {
          throw new Lost();
        });
  }

  private void setUp(Trap... some) {
    traps.addAll(Arrays.asList(some));
    FireLab.gated(lab, point -> traps.forEach(trap -> trap.reach(point)));
    lab.publishAttempts(4)
        .now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
  }

  private Run twoWindows(String mode) {
    traps.forEach(Trap::arm);
    Run run = lab.catchUp(LoadJob.daily().saveMode(mode).yaml());
    quiet();
    return run;
  }

  private void quiet() {
    traps.forEach(Trap::disarm);
  }

  private void assertBothWindowsOnce() {
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().history("copy")).hasSize(2);
    assertThat(lab.tables().state("copy", "load").toString())
        .isEqualTo("all_events.start = 2024-01-03 00:00:00");
  }

  private static void assertRefused(Run run, String reason) {
    Diagnostic said = run.failure();
    assertThat(said.code()).isEqualTo(Code.CATALOG_FAILED);
    assertThat(ExitCode.of(said.code()).number()).isEqualTo(1);
    assertThat(said.notes()).anyMatch(note -> note.contains(reason));
    assertThat(said.notes()).contains("nothing was published");
  }

  private static void assertUnknown(Run run) {
    assertThat(run.job().status()).isEqualTo(Status.FAILED);
    Diagnostic said = run.failure();
    assertThat(said.code()).isEqualTo(Code.OUTCOME_UNKNOWN);
    assertThat(ExitCode.of(said.code()).number()).isEqualTo(4);
    assertThat(said.notes()).anyMatch(note -> note.contains("the connection was lost"));
    assertThat(said.help())
        .anyMatch(help -> help.contains("flarepath.run.load.snapshot-id"))
        .anyMatch(help -> help.contains("run again"));
  }
}
