package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.plan.Due.Progress;
import io.flarepath.window.Axis;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DueTest {

  private static final String CLOSED_OPEN =
      "select * from all_events where at >= '$|start|' and at < '$|end|'";

  @Test
  void aWindowIsDueAtTheVeryMomentOfItsEnd() {
    Progress window =
        progress(times("2024-01-01 00:00:00", "2024-01-02 00:00:00"), "2024-01-01 05:00:00");
    assertThat(at("2024-01-02T00:00:00Z").reasonToWait(List.of(window))).isEmpty();
    assertThat(at("2024-01-01T23:59:59.999999Z").reasonToWait(List.of(window)))
        .contains(
            "the window (2024-01-01 00:00:00, 2024-01-02 00:00:00] is not complete before"
                + " 2024-01-02 00:00:00; now it is 2024-01-01 23:59:59");
  }

  @Test
  void aDayIsCompleteWhenItIsOverNotWhenItBegins() {
    Progress window = progress(dates(LoadJob.daily(), "2024-01-01", "2024-01-02"), "2024-01-02");
    assertThat(at("2024-01-02T23:59:59Z").reasonToWait(List.of(window)))
        .contains(
            "the window (2024-01-01, 2024-01-02] is not complete before 2024-01-03 00:00:00; now"
                + " it is 2024-01-02 23:59:59");
    assertThat(at("2024-01-03T00:00:00Z").reasonToWait(List.of(window))).isEmpty();
  }

  @Test
  void aDayThatTheWindowLeavesOutDoesNotHoldItBack() {
    Progress window =
        progress(
            dates(LoadJob.daily().window(CLOSED_OPEN), "2024-01-01", "2024-01-02"), "2024-01-02");
    assertThat(at("2024-01-02T00:00:00Z").reasonToWait(List.of(window))).isEmpty();
  }

  @Test
  void daysAndTimesWithoutAZoneEndInTheSessionsZone() {
    Progress day = progress(dates(LoadJob.daily(), "2024-01-01", "2024-01-02"), "2024-01-02");
    Due newYork = new Due(Instant.parse("2024-01-03T04:59:59Z"), ZoneId.of("America/New_York"));
    assertThat(newYork.reasonToWait(List.of(day))).isPresent();
    assertThat(
            new Due(Instant.parse("2024-01-03T05:00:00Z"), newYork.zone())
                .reasonToWait(List.of(day)))
        .isEmpty();
  }

  @Test
  void instantsEndInNoZone() {
    Progress window =
        progress(times("2024-01-01 00:00:00", "2024-01-02 00:00:00"), "2024-01-02 00:00:00");
    Due tokyo = new Due(Instant.parse("2024-01-01T20:00:00Z"), ZoneId.of("Asia/Tokyo"));
    assertThat(tokyo.reasonToWait(List.of(window))).isPresent();
  }

  @Test
  void numbersKnowNoClock() {
    Window window = numbers("10", "20");
    assertThat(at("1970-01-01T00:00:00Z").reasonToWait(List.of(progress(window, "11")))).isEmpty();
  }

  @Test
  void rowsAtTheExcludedStartAreNotPastIt() {
    assertThat(
            at("1970-01-01T00:00:00Z").reasonToWait(List.of(progress(numbers("10", "20"), "10"))))
        .contains("the input has no rows past 10 yet; its newest at is 10");
  }

  @Test
  void anInputWithoutRowsHasNothingToDo() {
    Progress empty = new Progress(numbers("10", "20"), OptionalLong.empty(), OptionalLong.empty());
    assertThat(at("1970-01-01T00:00:00Z").reasonToWait(List.of(empty)))
        .contains("the input has no rows yet");
  }

  @Test
  void oneInputWithRowsIsEnough() {
    Progress empty = new Progress(numbers("10", "20"), OptionalLong.empty(), OptionalLong.empty());
    Due due = at("1970-01-01T00:00:00Z");
    assertThat(due.reasonToWait(List.of(empty, progress(numbers("10", "20"), "15")))).isEmpty();
  }

  @Test
  void oneWindowThatIsOpenHoldsAllBack() {
    Progress past =
        progress(times("2024-01-01 00:00:00", "2024-01-02 00:00:00"), "2024-01-01 05:00:00");
    Progress open =
        progress(times("2024-01-01 00:00:00", "2024-01-09 00:00:00"), "2024-01-01 05:00:00");
    assertThat(at("2024-01-03T00:00:00Z").reasonToWait(List.of(past, open))).isPresent();
  }

  @Test
  void untilStandsForThePresentAlsoForNumbers() {
    Progress reached = new Progress(numbers("10", "20"), OptionalLong.of(30), OptionalLong.of(20));
    Progress beyond = new Progress(numbers("10", "20"), OptionalLong.of(30), OptionalLong.of(19));
    assertThat(at("1970-01-01T00:00:00Z").reasonToWait(List.of(reached))).isEmpty();
    assertThat(at("1970-01-01T00:00:00Z").reasonToWait(List.of(beyond)))
        .contains("the window (10, 20] ends after `until`, 19");
  }

  @Test
  void untilADayDoesNotLetThatDayIn() {
    // As the present does: a day is there to load when the next one begins.
    Window window = dates(LoadJob.daily(), "2024-01-01", "2024-01-02");
    OptionalLong day = OptionalLong.of(Plans.value(Axis.DATE, "2024-01-02"));
    assertThat(at("2024-01-09T00:00:00Z").reasonToWait(List.of(new Progress(window, day, day))))
        .contains(
            "the window (2024-01-01, 2024-01-02] is not complete before 2024-01-03; `until` is"
                + " 2024-01-02");
  }

  @Test
  void aJobWithoutAKnownWindowIsAlwaysDue() {
    assertThat(at("1970-01-01T00:00:00Z").reasonToWait(List.of())).isEmpty();
  }

  private static Due at(String instant) {
    return new Due(Instant.parse(instant), ZoneId.of("UTC"));
  }

  private static Progress progress(Window window, String newest) {
    return new Progress(
        window, OptionalLong.of(Plans.value(window.range().axis(), newest)), OptionalLong.empty());
  }

  private static Window times(String start, String end) {
    return Plans.read(Plans.load(LoadJob.daily()), start, end).window().get(0);
  }

  private static Window dates(LoadJob job, String start, String end) {
    return Plans.read(Plans.load(job), "date", start, end).window().get(0);
  }

  private static Window numbers(String start, String end) {
    return Plans.read(Plans.load(LoadJob.daily()), "bigint", start, end).window().get(0);
  }
}
