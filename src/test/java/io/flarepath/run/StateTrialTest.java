package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Severity;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which states are refused, and of which it is only said that the next run would stop. */
class StateTrialTest {

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void aStateFromWhichTheNextRunGoesOnIsFine() {
    assertThat(tried(rehearsal.engine, Rehearsal.tens(), "10")).isEmpty();
  }

  @Test
  void aStartPastALastingEndIsRefused() {
    LoadJob job = Rehearsal.tens().key("end", "sql: select 20");
    Diagnostic refused = tried(rehearsal.engine, job, "30").orElseThrow();
    assertThat(refused.severity()).isEqualTo(Severity.ERROR);
    assertThat(refused.message())
        .isEqualTo("the job `load` cannot go on from `all_events.start = 30`");
    assertThat(refused.notes())
        .startsWith("every run would stop: the window ends before it starts");
  }

  @Test
  void aStartPastAnEndThatMayMoveOnIsNot() {
    LoadJob job = Rehearsal.tens().key("end", "sql: select of_the_clock(20)");
    Diagnostic note = tried(rehearsal.engine, job, "30").orElseThrow();
    assertThat(note.severity()).isEqualTo(Severity.NOTE);
    assertThat(note.message())
        .isEqualTo("it is not known whether the job `load` can go on from `all_events.start = 30`");
    assertThat(note.notes()).startsWith("the window ends before it starts");
  }

  @Test
  void anEngineThatFailsProvesNothing() {
    ReadingEngine failing =
        job -> {
          throw new IllegalStateException("no more memory\nat all");
        };
    Diagnostic note = tried(failing, Rehearsal.tens(), "10").orElseThrow();
    assertThat(note.severity()).isEqualTo(Severity.NOTE);
    assertThat(note.notes()).containsExactly("no more memory");
  }

  @Test
  void anInterruptionEndsTheTrial() {
    ReadingEngine interrupted =
        job -> {
          throw new FlarepathException(Diagnostic.error(Code.INTERRUPTED, "interrupted"));
        };
    assertThatThrownBy(() -> tried(interrupted, Rehearsal.tens(), "10"))
        .isInstanceOf(FlarepathException.class)
        .hasMessage("interrupted");
  }

  private Optional<Diagnostic> tried(ReadingEngine engine, LoadJob job, String start) {
    State state = State.of(Map.of(new KeyName("all_events", "start"), start));
    Slicing slicing = new Slicing(Instant.parse("2024-01-01T00:00:00Z"));
    return new StateTrial(engine, rehearsal.tables, slicing)
        .of(new StateTrial.Start(Plans.load(job), state));
  }
}
