package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.plan.Write;
import io.flarepath.publish.OutputRecord;
import io.flarepath.publish.Pause;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Retry;
import io.flarepath.workflow.Retry.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Deque<JobRecord> outcomes = new ArrayDeque<>();
  private final List<Retries.Earlier> tries = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final WallClock clock = new WallClock();
  private Pause pause =
      duration -> {
        pauses.add(duration);
        clock.now = clock.now.plus(duration);
      };

  @Test
  void aJobWithoutRetryIsTriedOnce() {
    fails(Code.CATALOG_FAILED);

    JobRecord record = run(Optional.empty());

    assertThat(record.status()).isEqualTo(Status.FAILED);
    assertThat(record.reason()).isEmpty();
    assertThat(tries).hasSize(1);
  }

  @Test
  void aFailedJobIsTriedAgainUntilItSucceeds() {
    fails(Code.CATALOG_FAILED);
    fails(Code.CATALOG_FAILED);
    succeeds();

    JobRecord record = run(retry(5, Strategy.ALWAYS));

    assertThat(record.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(record.reason()).isEqualTo("attempt 3, after 2 failures");
    assertThat(pauses).containsExactly(MINUTE, MINUTE);
  }

  @Test
  void countIsHowOftenItIsTriedAgain() {
    fails(Code.JOB_FAILED);
    fails(Code.JOB_FAILED);
    fails(Code.CATALOG_FAILED);

    JobRecord record = run(retry(2, Strategy.ON_FAILURE));

    assertThat(tries).hasSize(3);
    assertThat(record.diagnostics().get(0).code()).isEqualTo(Code.CATALOG_FAILED);
    assertThat(record.reason()).isEqualTo("failed 3 times");
  }

  @ParameterizedTest
  @CsvSource({
    "ALWAYS,             STEP_FAILED,     true",
    "ON_FAILURE,         JOB_FAILED,      true",
    "ON_ERROR,           STEP_FAILED,     false",
    "ON_ERROR,           JOB_FAILED,      false",
    "ON_ERROR,           CATALOG_FAILED,  true",
    "ON_ERROR,           BUG,             true",
    "ON_TRANSIENT_ERROR, BUG,             false",
    "ON_TRANSIENT_ERROR, JOB_FAILED,      false",
    "ON_TRANSIENT_ERROR, CATALOG_FAILED,  true",
    "ON_TRANSIENT_ERROR, TABLE_TOO_BUSY,  true",
    "ON_TRANSIENT_ERROR, ANOTHER_RUN_WON, true",
    "ALWAYS,             INTERRUPTED,     false",
  })
  void theStrategySaysAfterWhichFailures(Strategy strategy, Code code, boolean isTriedAgain) {
    fails(code);
    succeeds();

    run(retry(1, strategy));

    assertThat(tries).hasSize(isTriedAgain ? 2 : 1);
  }

  @Test
  void anUnknownOutcomeIsTriedAgainOnlyWhereTheStateTellsWhatWasPublished() {
    fails(Code.OUTCOME_UNKNOWN);
    succeeds();
    assertThat(run(retry(3, Strategy.ALWAYS), false).status()).isEqualTo(Status.FAILED);
    assertThat(tries).hasSize(1);

    tries.clear();
    outcomes.clear();
    fails(Code.OUTCOME_UNKNOWN);
    succeeds();
    assertThat(run(retry(3, Strategy.ALWAYS), true).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(tries).hasSize(2);
  }

  @Test
  void noTryBeginsAfterTheLimit() {
    for (int i = 0; i < 10; i++) {
      fails(Code.CATALOG_FAILED);
    }

    run(Optional.of(new Retry(10, Strategy.ALWAYS, MINUTE, Optional.of(Duration.ofSeconds(150)))));

    assertThat(tries).hasSize(3);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void laterTriesKnowWhatEarlierOnesPublished() {
    PassRecord pass = pass(List.of());
    outcomes.add(record(Status.FAILED, List.of(pass), Code.CATALOG_FAILED));
    succeeds();

    run(retry(1, Strategy.ALWAYS));

    assertThat(tries)
        .containsExactly(Retries.Earlier.NOTHING, new Retries.Earlier(1, List.of(pass), List.of()));
  }

  @Test
  void aJobThatDoesNotStartFromItsStateIsNotTriedAgainOnceItHasPublished() {
    OutputRecord output =
        new OutputRecord(
            new TableName("icebase", List.of("retail"), "copy"),
            Content.RESULT,
            new Write.Append(),
            1,
            new WriteCounts(1, 1, 0, 0, List.of(), 1, 1, Map.of()),
            List.of(),
            1,
            1,
            700,
            1);
    PassRecord pass = pass(List.of(output));
    outcomes.add(record(Status.FAILED, List.of(pass), Code.ACTION_FAILED));
    succeeds();

    JobRecord record = run(retry(3, Strategy.ALWAYS), false);

    assertThat(tries).hasSize(1);
    assertThat(pauses).isEmpty();
    assertThat(record.status()).isEqualTo(Status.FAILED);
    assertThat(record.diagnostics().get(0).help())
        .containsExactly(
            "the job was not retried: it has already published and would publish twice");
    assertThat(run(retry(3, Strategy.ALWAYS), true).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void anInterruptedPauseEndsTheJob() {
    fails(Code.CATALOG_FAILED);
    succeeds();
    pause =
        duration -> {
          throw new FlarepathException(Diagnostic.error(Code.INTERRUPTED, "interrupted"));
        };

    JobRecord record = run(retry(1, Strategy.ALWAYS));

    assertThat(record.status()).isEqualTo(Status.FAILED);
    assertThat(record.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.INTERRUPTED, Code.CATALOG_FAILED);
    assertThat(tries).hasSize(1);
  }

  private JobRecord run(Optional<Retry> rule) {
    return run(rule, true);
  }

  private JobRecord run(Optional<Retry> rule, boolean startsFromState) {
    return new Retries(RunEvents.NONE, pause, clock)
        .run(
            rule,
            startsFromState,
            before -> {
              tries.add(before);
              return outcomes.remove();
            });
  }

  private static Optional<Retry> retry(int count, Strategy strategy) {
    return Optional.of(new Retry(count, strategy, MINUTE, Optional.empty()));
  }

  private void fails(Code code) {
    outcomes.add(record(Status.FAILED, List.of(), code));
  }

  private void succeeds() {
    outcomes.add(new JobRecord("load", Status.SUCCEEDED, "", List.of(), List.of(), Duration.ZERO));
  }

  private static PassRecord pass(List<OutputRecord> outputs) {
    return new PassRecord(
        1,
        "due",
        Map.of(),
        List.of(),
        FirstLook.Seen.NOTHING,
        outputs,
        List.of(),
        List.of(),
        Duration.ZERO);
  }

  private static JobRecord record(Status status, List<PassRecord> passes, Code code) {
    return new JobRecord(
        "load", status, "", passes, List.of(Diagnostic.error(code, "no")), Duration.ZERO);
  }

  /** A clock that only pauses move. */
  private static final class WallClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
