package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Window;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CompletenessTest {

  private static final String CLOSED_OPEN =
      "select * from all_events where at >= '$|start|' and at < '$|end|'";

  @Test
  void aWindowIsDueAtTheVeryMomentOfItsEnd() {
    Known window =
        progress(times("2024-01-01 00:00:00", "2024-01-02 00:00:00"), "2024-01-01 05:00:00");
    assertThat(wait(at("2024-01-02T00:00:00Z"), List.of(window))).isEmpty();
    assertThat(wait(at("2024-01-01T23:59:59.999999Z"), List.of(window)))
        .contains(
            "the window (2024-01-01 00:00:00, 2024-01-02 00:00:00] is not due before"
                + " 2024-01-02 00:00:00; it is now 2024-01-01 23:59:59");
  }

  @Test
  void aDayIsCompleteWhenItIsOverNotWhenItBegins() {
    Known window = progress(dates(LoadJob.daily(), "2024-01-01", "2024-01-02"), "2024-01-02");
    assertThat(wait(at("2024-01-02T23:59:59Z"), List.of(window)))
        .contains(
            "the window (2024-01-01, 2024-01-02] is not due before 2024-01-03 00:00:00; it is now 2024-01-02 23:59:59");
    assertThat(wait(at("2024-01-03T00:00:00Z"), List.of(window))).isEmpty();
  }

  @Test
  void aDayThatTheWindowLeavesOutDoesNotHoldItBack() {
    Known window =
        progress(
            dates(LoadJob.daily().window(CLOSED_OPEN), "2024-01-01", "2024-01-02"), "2024-01-02");
    assertThat(wait(at("2024-01-02T00:00:00Z"), List.of(window))).isEmpty();
  }

  @Test
  void daysAndTimesWithoutAZoneEndInTheSessionsZone() {
    Known day = progress(dates(LoadJob.daily(), "2024-01-01", "2024-01-02"), "2024-01-02");
    Completeness newYork =
        new Completeness(
            Instant.parse("2024-01-03T04:59:59Z"), ZoneId.of("America/New_York"), true);
    assertThat(wait(newYork, List.of(day))).isPresent();
    assertThat(
            wait(
                new Completeness(Instant.parse("2024-01-03T05:00:00Z"), newYork.zone(), true),
                List.of(day)))
        .isEmpty();
  }

  @Test
  void instantsEndInNoZone() {
    Known window =
        progress(times("2024-01-01 00:00:00", "2024-01-02 00:00:00"), "2024-01-02 00:00:00");
    Completeness tokyo =
        new Completeness(Instant.parse("2024-01-01T20:00:00Z"), ZoneId.of("Asia/Tokyo"), true);
    assertThat(wait(tokyo, List.of(window))).isPresent();
  }

  @Test
  void numbersKnowNoClockAndAreCompleteWhenTheNewestValueIsAtTheEnd() {
    Completeness due = at("1970-01-01T00:00:00Z");
    Window window = numbers("10", "20");
    assertThat(wait(due, List.of(progress(window, "20")))).isEmpty();
    assertThat(wait(due, List.of(progress(window, "31")))).isEmpty();
    assertThat(wait(due, List.of(progress(window, "19"))))
        .contains("the window (10, 20] is not due before `at` reaches 20; its newest value is 19");
  }

  @Test
  void anEmptyWindowSaysWhetherThereAreRowsPastIt() {
    Window empty = numbers("10", "10");
    assertThat(Completeness.empty(empty, value(OptionalLong.of(10))))
        .isEqualTo("the window (10, 10] is empty: its start and end are equal");
    assertThat(Completeness.empty(empty, value(OptionalLong.empty())))
        .isEqualTo("the window (10, 10] is empty: its start and end are equal");
    assertThat(Completeness.empty(empty, value(OptionalLong.of(11))))
        .isEqualTo(
            "the window (10, 10] is empty: its start and end are equal, though the input has rows past"
                + " it; its newest at is 11");
  }

  @Test
  void rowsAtTheExcludedStartAreNotPastIt() {
    assertThat(wait(at("1970-01-01T00:00:00Z"), List.of(progress(numbers("10", "20"), "10"))))
        .contains("the input has no rows past 10 yet; its newest at is 10");
  }

  @Test
  void anInputWithoutRowsHasNothingToDo() {
    Known empty = new Known(numbers("10", "20"), OptionalLong.empty(), OptionalLong.empty());
    assertThat(wait(at("1970-01-01T00:00:00Z"), List.of(empty)))
        .contains("the input has no rows yet");
  }

  @Test
  void oneInputWithRowsIsEnough() {
    Known empty = new Known(numbers("10", "20"), OptionalLong.empty(), OptionalLong.empty());
    Completeness due = at("1970-01-01T00:00:00Z");
    assertThat(wait(due, List.of(empty, progress(numbers("10", "20"), "25")))).isEmpty();
  }

  @Test
  void oneWindowThatIsOpenHoldsAllBack() {
    Known past =
        progress(times("2024-01-01 00:00:00", "2024-01-02 00:00:00"), "2024-01-01 05:00:00");
    Known open =
        progress(times("2024-01-01 00:00:00", "2024-01-09 00:00:00"), "2024-01-01 05:00:00");
    assertThat(wait(at("2024-01-03T00:00:00Z"), List.of(past, open))).isPresent();
  }

  @Test
  void untilStandsForThePresentAlsoForNumbers() {
    Known reached = new Known(numbers("10", "20"), OptionalLong.of(30), OptionalLong.of(20));
    Known beyond = new Known(numbers("10", "20"), OptionalLong.of(30), OptionalLong.of(19));
    assertThat(wait(at("1970-01-01T00:00:00Z"), List.of(reached))).isEmpty();
    assertThat(wait(at("1970-01-01T00:00:00Z"), List.of(beyond)))
        .contains("the window (10, 20] ends after `until`, 19");
  }

  @Test
  void untilADayDoesNotLetThatDayIn() {
    // As the present does: a day is there to load when the next one begins.
    Window window = dates(LoadJob.daily(), "2024-01-01", "2024-01-02");
    OptionalLong day = OptionalLong.of(Plans.value(Axis.DATE, "2024-01-02"));
    assertThat(wait(at("2024-01-09T00:00:00Z"), List.of(new Known(window, day, day))))
        .contains(
            "the window (2024-01-01, 2024-01-02] is not due before 2024-01-03; `until` is"
                + " 2024-01-02");
  }

  @Test
  void aJobWithoutAKnownWindowIsAlwaysDue() {
    assertThat(wait(at("1970-01-01T00:00:00Z"), List.of())).isEmpty();
  }

  private static Optional<AxisValue> value(OptionalLong step) {
    return step.stream().mapToObj(AxisValue::of).findFirst();
  }

  /** What is known of a window. */
  private record Known(Window window, OptionalLong newest, OptionalLong until) {}

  private static Optional<String> wait(Completeness rule, List<Known> windows) {
    return Readiness.of(
            windows.stream()
                .map(known -> rule.of(known.window(), value(known.newest()), value(known.until())))
                .toList())
        .reasonToWait();
  }

  private static Completeness at(String instant) {
    return new Completeness(Instant.parse(instant), ZoneId.of("UTC"), true);
  }

  private static Known progress(Window window, String newest) {
    return new Known(
        window, OptionalLong.of(Plans.value(window.range().axis(), newest)), OptionalLong.empty());
  }

  private static Window times(String start, String end) {
    return Plans.slice(Plans.load(LoadJob.daily()), start, end).window().orElseThrow();
  }

  private static Window dates(LoadJob job, String start, String end) {
    return Plans.slice(Plans.load(job), "date", start, end).window().orElseThrow();
  }

  private static Window numbers(String start, String end) {
    return Plans.slice(Plans.load(LoadJob.daily()), "bigint", start, end).window().orElseThrow();
  }
}
