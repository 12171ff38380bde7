package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.state.State;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Windows done again, over given keys. */
@Tag("spark")
class BackfillTest {

  private static final String WORKFLOW = LoadJob.daily().yaml();
  private static final Map<String, String> DAY_2 =
      Map.of("all_events.start", "2024-01-02 00:00:00", "all_events.end", "2024-01-03 00:00:00");

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void fourDaysAreLoaded() {
    lab.now("2024-01-05T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            IntStream.range(0, 24)
                .mapToObj(i -> "'2024-01-0%d %02d:00:00', %d".formatted(1 + i / 6, i % 6 * 4, i))
                .toArray(String[]::new));
    lab.catchUp(WORKFLOW);
  }

  @Test
  void overTheSameKeysContentsAndStateStayAsTheyAre() {
    List<String> rows = lab.tables().rows("copy");
    State state = lab.tables().state("copy", "load");
    Run again = lab.backfill(WORKFLOW, DAY_2);
    assertThat(again.windows()).containsExactly("(2024-01-02 00:00:00, 2024-01-03 00:00:00]");
    assertThat(again.counts()).containsExactly("6+6");
    assertThat(lab.tables().rows("copy")).isEqualTo(rows).hasSize(23);
    assertThat(lab.tables().state("copy", "load")).isEqualTo(state);
  }

  @Test
  void lateRowsComeIn() {
    lab.tables().insert("events", "'2024-01-02 13:37:00', 100");
    lab.backfill(WORKFLOW, DAY_2);
    assertThat(lab.tables().rows("copy")).contains("2024-01-02 13:37:00 | 100").hasSize(24);
  }

  @Test
  void aKeyThatIsNotGivenFollowsFromTheOthers() {
    Run again = lab.backfill(WORKFLOW, Map.of("all_events.start", "2024-01-03 00:00:00"));
    assertThat(again.windows()).containsExactly("(2024-01-03 00:00:00, 2024-01-04 00:00:00]");
  }

  @Test
  void severalDaysMayBeDoneAtOnce() {
    List<String> rows = lab.tables().rows("copy");
    Run again =
        lab.backfill(
            WORKFLOW,
            Map.of(
                "all_events.start", "2024-01-01 10:00:00",
                "all_events.end", "2024-01-04 02:00:00"));
    assertThat(again.counts()).containsExactly("16+7");
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
  }

  @Test
  void itsSnapshotSaysThatItIsOneAndWhatTheStateIs() {
    lab.backfill(WORKFLOW, DAY_2);
    assertThat(lab.tables().summary("copy"))
        .containsEntry("flarepath.mode", "backfill")
        .containsEntry("flarepath.key.all_events.start", "2024-01-02 00:00:00")
        .containsEntry("flarepath.state.all_events.start", "2024-01-05 00:00:00");
  }

  @Test
  void theNextRunGoesOnFromTheState() {
    lab.backfill(WORKFLOW, DAY_2);
    lab.tables().insert("events", "'2024-01-05 01:00:00', 200");
    Run next = lab.now("2024-01-06T00:00").run(WORKFLOW);
    assertThat(next.windows()).containsExactly("(2024-01-05 00:00:00, 2024-01-06 00:00:00]");
  }

  @Test
  void aTableThatIsNotThereIsMadeWithoutAState() {
    String elsewhere = LoadJob.daily().to("other").yaml();
    lab.backfill(elsewhere, DAY_2);
    assertThat(lab.tables().rows("other")).hasSize(6);
    assertThat(lab.tables().state("other", "load").isEmpty()).isTrue();
    // The first run then starts where first runs start.
    assertThat(lab.run(elsewhere).windows())
        .containsExactly("(2024-01-01 00:00:00, 2024-01-02 00:00:00]");
  }

  @Test
  void aKeyThatIsNoTimeIsNamedAndNotOnlyTheSqlThatMakesNullOfIt() {
    Run run = lab.backfill(LoadJob.daily().yaml(), Map.of("all_events.start", "2024-03-33"));
    assertThat(run.failure().code()).isEqualTo(Code.KEY_IS_NULL);
    assertThat(run.failure().notes())
        .contains("`all_events.start` is `2024-03-33`, given on the command line");
    assertThat(run.failure().help())
        .contains("is `2024-03-33` a valid time? SQL makes null of text that is none");
  }

  @Test
  void aWorkflowsTextThatIsNoTimeIsShown() {
    Run run =
        lab.run(
            LoadJob.daily()
                .key("start", "sql: select to_timestamp('2024-13-01 00:00:00')")
                .to("new")
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.KEY_IS_NULL);
    assertThat(run.failure().help())
        .contains("is `2024-13-01 00:00:00` a valid time? SQL makes null of text that is none");
  }
}
