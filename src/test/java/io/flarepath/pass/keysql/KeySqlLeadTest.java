package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.pass.PartialRead.Lead;
import io.flarepath.pass.Past;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.window.Bounds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whether a state is ahead of the clock, or of the rows that its source has. */
class KeySqlLeadTest {

  private static final KeyName START = new KeyName("all_events", "start");
  private static final WindowColumn COLUMN =
      new WindowColumn(
          "at",
          Bounds.OPEN_CLOSED,
          new KeyBound("start", Optional.empty()),
          new KeyBound("end", Optional.empty()));

  @Test
  void aStateThatTheRowsHaveReachedIsNotAhead() {
    assertThat(lead(numbers("10", 11))).isEmpty();
    assertThat(lead(numbers("10", 10))).isEmpty();
  }

  @Test
  void aStateThatIsPastTheNewestRowIsAhead() {
    assertThat(lead(numbers("10", 9)))
        .contains(new Lead("10", "the newest `at` of the table events is 9"));
  }

  /** A complete window may end after its newest row. */
  @Test
  void notIfTheNewestRowIsInTheLastWindow() {
    assertThat(lead(numbers("10", 9).after("8"))).isEmpty();
    assertThat(lead(numbers("10", 8).after("8"))).isEmpty();
    assertThat(lead(numbers("10", 7).after("8"))).isPresent();
    assertThat(lead(numbers("10", 7).after("no number"))).isPresent();
  }

  @Test
  void aTimePastTheClockIsAhead() {
    assertThat(lead(times("timestamp", "2024-01-02 12:00:01")))
        .contains(new Lead("2024-01-02 12:00:01", "the current time is 2024-01-02 12:00:00"));
    assertThat(lead(times("timestamp", "2024-01-02 12:00:00"))).isEmpty();
  }

  /** Noon in Greenwich is seven in the morning in New York. */
  @Test
  void aTimeWithoutAZoneIsComparedWithTheClockOfTheSessionsZone() {
    Case past = times("timestamp_ntz", "2024-01-02 07:00:00").in("America/New_York");
    assertThat(lead(past)).isEmpty();
    assertThat(lead(times("timestamp_ntz", "2024-01-02 07:00:01").in("America/New_York")))
        .contains(new Lead("2024-01-02 07:00:01", "the current time is 2024-01-02 07:00:00"));
    // A timestamp is read in that zone, and shown in it.
    assertThat(lead(times("timestamp", "2024-01-02 07:00:00").in("America/New_York"))).isEmpty();
    assertThat(lead(times("timestamp", "2024-01-02 07:00:01").in("America/New_York")))
        .contains(new Lead("2024-01-02 07:00:01", "the current time is 2024-01-02 07:00:00"));
  }

  @Test
  void numbersKnowNoClock() {
    assertThat(lead(new Case("bigint", "999999", OptionalLong.empty()))).isEmpty();
  }

  @Test
  void ofWhatCannotBeReadNothingIsSaid() {
    assertThat(lead(numbers("ten", 9))).isEmpty();
    assertThat(lead(new Case("string", "10", OptionalLong.of(9)))).isEmpty();
    assertThat(lead(new Case("", "10", OptionalLong.of(9)))).isEmpty();
    assertThat(lead(new Case("bigint", "", OptionalLong.of(9)))).isEmpty();
  }

  private static Optional<Lead> lead(Case past) {
    return new KeySqlLead(COLUMN, START, past).find();
  }

  private static Case numbers(String state, long newest) {
    return new Case("bigint", state, OptionalLong.of(newest));
  }

  private static Case times(String type, String state) {
    return new Case(type, state, OptionalLong.empty());
  }

  /** Noon of 2 January, and a table with one column. */
  private record Case(
      String type, String start, OptionalLong greatest, Optional<String> last, ZoneId zone)
      implements Past {

    private Case(String type, String start, OptionalLong greatest) {
      this(type, start, greatest, Optional.empty(), ZoneId.of("UTC"));
    }

    private Case after(String key) {
      return new Case(type, start, greatest, Optional.of(key), zone);
    }

    private Case in(String id) {
      return new Case(type, start, greatest, last, ZoneId.of(id));
    }

    @Override
    public State state() {
      return start.isEmpty() ? State.EMPTY : State.of(Map.of(START, start));
    }

    @Override
    public Optional<String> lastKey(KeyName name) {
      return name.equals(START) ? last : Optional.empty();
    }

    @Override
    public String source() {
      return "the table events";
    }

    @Override
    public Optional<String> typeOf(String column) {
      return Optional.of(type).filter(known -> column.equals("at") && !known.isEmpty());
    }

    @Override
    public OptionalLong newest(String column) {
      return column.equals("at") ? greatest : OptionalLong.empty();
    }

    @Override
    public Instant now() {
      return Instant.parse("2024-01-02T12:00:00Z");
    }
  }
}
