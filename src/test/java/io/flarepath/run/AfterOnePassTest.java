package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LoadJob;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run of one window asks for a hint at the next one, and what it says. */
class AfterOnePassTest {

  private final Rehearsal rehearsal = new Rehearsal();

  private String reason(LoadJob job) {
    return rehearsal.run(job.yaml(), Rehearsal.ONCE).jobs().get(0).reason();
  }

  @Test
  void aWindowThatIsDueNeedsNoReason() {
    assertThat(reason(Rehearsal.tens())).isEmpty();
  }

  @Test
  void aWindowThatIsNotDueHasOne() {
    rehearsal.upTo(10);
    assertThat(reason(Rehearsal.tens()))
        .isEqualTo("the input has no rows past 10 yet; its newest at is 10");
  }

  /** The second window is empty, and so is each after it, though the state moves on. */
  @Test
  void onlyAFewEmptyWindowsAreLookedAt() {
    LoadJob job =
        Rehearsal.tens()
            .key("number", "default: '1'")
            .state(
                """
                - {key: start, value: end}
                - {key: end, value: select $|end|}
                - {key: number, value: select $|number| + 1}
                """);
    assertThat(reason(job)).isEqualTo("more windows may be due: run again, or add --catch-up");
    int perWindow = 3 * 3 + 3;
    assertThat(rehearsal.engine.asked)
        .hasSizeLessThan(perWindow + Glance.MOST_WINDOWS * perWindow)
        .hasSizeGreaterThan(Glance.MOST_WINDOWS * perWindow);
  }

  @Test
  void aKeyThatReadsRowsIsNotEvaluatedAgain() {
    LoadJob job = Rehearsal.tens().key("end", "sql: select $|start| + 10 from all_events");
    assertThat(reason(job)).isEqualTo("more windows may be due: run again, or add --catch-up");
    assertThat(rehearsal.engine.asked).containsOnlyOnce("end");
  }

  @Test
  void theNewestValueTellsThatNothingFollows() {
    rehearsal.upTo(10);
    LoadJob job = Rehearsal.tens().key("end", "sql: select $|start| + 10 FROM all_events");
    assertThat(reason(job))
        .isEqualTo("the input has no rows past this window yet; its newest at is 10");
    assertThat(rehearsal.engine.asked).containsOnlyOnce("end");
  }

  /** A bound that is computed from the key has another place than the key's value. */
  @Test
  void aBoundThatIsComputedTellsNothing() {
    rehearsal.upTo(10);
    LoadJob job =
        Rehearsal.tens()
            .window("select * from all_events where at > '$|start|' + 3 and at <= '$|end|'")
            .key("end", "sql: select $|start| + 10 from all_events");
    assertThat(reason(job)).isEqualTo("more windows may be due: run again, or add --catch-up");
  }

  @Test
  void anInputWithoutRowsIsNoClaim() {
    rehearsal.engine.newest = OptionalLong.empty();
    LoadJob job = Rehearsal.tens().key("end", "sql: select $|start| + 10 from all_events");
    RunOptions all =
        new RunOptions(Rehearsal.ONCE.mode(), Set.of(), false, OptionalInt.empty(), Map.of(), true);
    assertThat(rehearsal.run(job.yaml(), all).jobs().get(0).reason())
        .isEqualTo("more windows may be due: run again, or add --catch-up");
  }
}
