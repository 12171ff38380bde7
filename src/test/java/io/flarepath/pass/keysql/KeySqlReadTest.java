package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Severity;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.pass.FixedFacts;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Region;
import io.flarepath.pass.Request;
import io.flarepath.pass.SliceKey;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What key SQL proposes, decided without an engine. */
class KeySqlReadTest {

  private static final KeyName START = new KeyName("all_events", "start");
  private static final KeyName END = new KeyName("all_events", "end");

  private final FixedFacts facts = new FixedFacts(OptionalLong.of(25));

  @Test
  void theFirstSliceStartsAtTheDefault() {
    Proposal first = propose(tens(), State.EMPTY);
    assertThat(first.slice().why()).isEqualTo("first window: the table has no state for this job");
    assertThat(first.slice().keys())
        .containsExactly(
            new SliceKey(START, "0", SliceKey.Origin.DEFAULT),
            new SliceKey(END, "10", SliceKey.Origin.SQL));
    assertThat(first.slice().window()).hasToString("Optional[(0, 10]]");
    assertThat(first.slice().sql().orElseThrow().text().strip())
        .isEqualTo("select * from all_events where at > '0' AND at <= '10'");
    assertThat(first.readiness()).isEqualTo(Readiness.READY);
  }

  @Test
  void theNextSliceStartsAtTheStateAndMovesIt() {
    Proposal next = propose(tens(), State.of(Map.of(START, "10")));
    assertThat(next.slice().why())
        .isEqualTo("the window has ended, and the input has rows past its start");
    assertThat(next.slice().keys().get(0))
        .isEqualTo(new SliceKey(START, "10", SliceKey.Origin.STATE));
    assertThat(next.slice().advance().foreseen().orElseThrow().texts())
        .isEqualTo(Map.of(START, "20"));
  }

  @Test
  void aGivenKeyWinsOverTheState() {
    Request request = request(State.of(Map.of(START, "10")), true, Map.of(START, "3"));
    assertThat(read(tens()).propose(request, facts).slice().keys().get(0))
        .isEqualTo(new SliceKey(START, "3", SliceKey.Origin.GIVEN));
  }

  @Test
  void aSliceThatMovesNoStateWorksNoneOut() {
    LoadJob job = tens().state("- {key: start, value: select 1 + 99}");
    Proposal proposal = read(job).propose(request(State.EMPTY, false, Map.of()), facts);
    assertThat(proposal.slice().advance().foreseen().orElseThrow().texts()).isEmpty();
    assertThat(facts.asked).noneMatch(asked -> asked.contains("99"));
  }

  @Test
  void anInputWithoutRowsPastTheStartIsIdle() {
    Proposal proposal = propose(tens(), State.of(Map.of(START, "25")));
    assertThat(proposal.readiness())
        .isEqualTo(Readiness.idle("the input has no rows past 25 yet; its newest at is 25"));
  }

  @Test
  void aWindowThatEndsAfterUntilIsOpen() {
    Proposal proposal = propose(tens().incremental("until: 9"), State.EMPTY);
    assertThat(proposal.readiness())
        .isEqualTo(Readiness.open("the window (0, 10] ends after `until`, 9"));
  }

  @Test
  void untilMayBeAQueryWithACommentBeforeIt() {
    Proposal proposal =
        propose(
            tens().incremental("until: \"-- as far as it goes\\n (select $|end| + 1)\""),
            State.EMPTY);
    assertThat(facts.asked).anyMatch(asked -> asked.startsWith("until: -- as far as it goes"));
    assertThat(proposal.readiness()).isEqualTo(Readiness.READY);
  }

  @Test
  void theStateMayBeAnExpressionOfTheKeys() {
    Proposal proposal = propose(tens().state("- {key: start, value: $|end| + 5}"), State.EMPTY);
    assertThat(proposal.slice().advance().foreseen().orElseThrow().texts())
        .isEqualTo(Map.of(START, "15"));
  }

  @Test
  void spacesAroundAKeyOfTheStateDoNotMatter() {
    Proposal proposal = propose(tens().state("- {key: start, value: ' end '}"), State.EMPTY);
    assertThat(proposal.slice().advance().foreseen().orElseThrow().texts())
        .isEqualTo(Map.of(START, "10"));
  }

  @Test
  void whereNoColumnIsBoundNothingIsKnown() {
    Proposal proposal =
        propose(tens().window("select * from all_events where at > $|start|"), State.EMPTY);
    assertThat(proposal.slice().region())
        .isEqualTo(new Region.Unknown("the SQL does not compare one column with two keys"));
    assertThat(proposal.slice().why())
        .isEqualTo("the window column is unknown, so each run loads one window");
    assertThat(proposal.readiness()).isEqualTo(Readiness.UNKNOWN);
  }

  @Test
  void aWindowThatEndsBeforeItStartsStops() {
    PartialRead read = read(tens().key("end", "default: '-1'"));
    assertThatThrownBy(() -> read.propose(request(State.EMPTY, true, Map.of()), facts))
        .isInstanceOf(FlarepathException.class)
        .hasMessageContaining("the window ends before it starts");
  }

  @Test
  void aWindowThatNoRunCanMoveIsAnErrorOfItsEndKey() {
    PartialRead read = read(tens().key("end", "sql: select $|start| + 0"));
    assertThat(failure(read, State.EMPTY).code()).isEqualTo(Code.WINDOW_STANDS_STILL);
    Diagnostic said = failure(read, State.of(Map.of(START, "20"))).diagnostics().get(0);
    assertThat(said.message()).isEqualTo("the window (20, 20] never advances");
    assertThat(said.notes())
        .containsExactly(
            "`end` leads to where `start` does, and will do so in every run",
            "the input has rows past it; its newest at is 25");
    assertThat(said.place().orElseThrow().toString()).isEqualTo("jobs/test.yaml:21:28");
  }

  @Test
  void oneWithoutRowsPastItIsOnlyIdle() {
    LoadJob job = tens().key("end", "sql: select $|start| + 0");
    Proposal proposal = propose(job, State.of(Map.of(START, "25")));
    assertThat(proposal.readiness())
        .isEqualTo(Readiness.idle("the window (25, 25] is empty: its start and end are equal"));
  }

  @Test
  void anEndOfWhichThatIsNotKnownMayMoveOn() {
    LoadJob job = tens().key("end", "sql: select of_the_clock(20)");
    Proposal proposal = propose(job, State.of(Map.of(START, "20")));
    assertThat(proposal.readiness().kind()).isEqualTo(Readiness.Kind.IDLE);
    assertThat(proposal.readiness().warning()).isEmpty();
  }

  @Test
  void everyRunFromAStateIsTheSameOnlyIfNoKeyMayChange() {
    State state = State.of(Map.of(START, "20"));
    assertThat(read(tens()).isLasting(state)).isTrue();
    assertThat(read(tens()).isLasting(State.of(Map.of(START, "today")))).isFalse();
    assertThat(read(tens().key("end", "sql: select of_the_clock(20)")).isLasting(state)).isFalse();
    assertThat(read(tens().key("end", "default: today")).isLasting(state)).isFalse();
    assertThat(read(tens().state("- {key: start, value: current_date()}")).isLasting(state))
        .isFalse();
    assertThat(read(tens().state("- {key: start, value: $|end| - 3}")).isLasting(state)).isTrue();
  }

  @Test
  void anEndThatIsAValueIsWhereTheJobIsMeantToEnd() {
    Proposal proposal = propose(tens().key("end", "default: '20'"), State.of(Map.of(START, "20")));
    assertThat(proposal.readiness())
        .isEqualTo(
            Readiness.idle(
                "the window (20, 20] is empty: its start and end are equal, though the input has rows"
                    + " past it; its newest at is 25"));
  }

  @Test
  void anEndThatIsTheFirstStartIsAnError() {
    PartialRead read = read(tens().key("end", "default: '0'"));
    assertThat(failure(read, State.EMPTY).code()).isEqualTo(Code.WINDOW_STANDS_STILL);
  }

  @Test
  void aWindowThatMovedOnceAndStandsStillNowIsAWarning() {
    LoadJob job = tens().key("end", "sql: select $|start| + 10 -- least 20");
    facts.most(20);
    Diagnostic said =
        propose(job, State.of(Map.of(START, "20"))).readiness().warning().orElseThrow();
    assertThat(said.severity()).isEqualTo(Severity.WARNING);
    assertThat(said.message()).isEqualTo("the window (20, 20] does not advance any more");
    assertThat(said.help()).contains("if the job is meant to end there, say so with `until`");
  }

  @Test
  void keysGivenOnTheCommandLineAreTakenAsTheyAre() {
    Request request = request(State.EMPTY, true, Map.of(START, "10", END, "10"));
    assertThat(read(tens()).propose(request, facts).readiness().kind())
        .isEqualTo(Readiness.Kind.IDLE);
  }

  private FlarepathException failure(PartialRead read, State state) {
    return catchThrowableOfType(
        FlarepathException.class, () -> read.propose(request(state, true, Map.of()), facts));
  }

  @Test
  void theBoundsOfADeclaredWindowAreTheKeysThemselves() {
    Proposal proposal =
        propose(
            tens()
                .window("select * from all_events where f(at, $|start|, $|end|)")
                .incremental("window: {column: at, start: start, end: end, bounds: '[)'}"),
            State.EMPTY);
    assertThat(proposal.slice().window()).hasToString("Optional[[0, 10)]");
    assertThat(facts.asked).contains("point '0'", "point '10'");
  }

  private static LoadJob tens() {
    return LoadJob.named("load")
        .window("select * from all_events where at > '$|start|' AND at <= '$|end|'")
        .key("start", "default: '0'")
        .key("end", "sql: select $|start| + 10");
  }

  private static PartialRead read(LoadJob job) {
    return Plans.load(job).inputs().get(0).read().orElseThrow();
  }

  private Proposal propose(LoadJob job, State state) {
    return read(job).propose(request(state, true, Map.of()), facts);
  }

  /** Of a job that has no state yet. */
  static Request first() {
    return request(State.EMPTY, true, Map.of());
  }

  private static Request request(State state, boolean movesState, Map<KeyName, String> given) {
    return new Request(
        state, movesState, given, Instant.parse("2024-01-01T00:00:00Z"), ZoneOffset.UTC);
  }
}
