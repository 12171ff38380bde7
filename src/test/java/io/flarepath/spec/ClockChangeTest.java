package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows over the hours in which clocks are set forward or back. */
@Tag("spark")
class ClockChangeTest {

  @RegisterExtension final Lab lab = new Lab();

  /** A change of the clocks, and the local time from which windows are read. */
  private record Change(String zone, String from) {}

  private static final List<String> COLUMNS = List.of("timestamp", "timestamp_ntz");
  private static final Change AUTUMN = new Change("America/New_York", "2024-11-03 00:00:00");
  private static final Change LORD_HOWE = new Change("Australia/Lord_Howe", "2024-04-07 00:30:00");

  static Stream<Arguments> changes() {
    Stream<Change> changes =
        Stream.of(
            AUTUMN,
            new Change("America/New_York", "2024-03-10 00:30:00"),
            new Change("Europe/Berlin", "2024-10-27 01:00:00"),
            new Change("Europe/London", "2024-10-27 00:30:00"),
            LORD_HOWE,
            new Change("Australia/Lord_Howe", "2024-10-06 01:00:00"),
            new Change("Africa/Cairo", "2024-10-31 22:00:00"));
    Stream<Arguments> hourly =
        changes.flatMap(
            change ->
                COLUMNS.stream()
                    .flatMap(
                        column ->
                            COLUMNS.stream()
                                .map(key -> Arguments.of(change, column, key, "1 hour"))));
    return Stream.concat(
        hourly,
        Stream.of(
            Arguments.of(AUTUMN, "timestamp", "timestamp", "15 minutes"),
            Arguments.of(AUTUMN, "timestamp_ntz", "timestamp_ntz", "20 minutes"),
            Arguments.of(LORD_HOWE, "timestamp", "timestamp", "15 minutes"),
            Arguments.of(LORD_HOWE, "timestamp", "timestamp_ntz", "90 minutes")));
  }

  /** Every ten minutes of three and a half hours. */
  private void rows(Change change, String column) {
    lab.timeZone(change.zone());
    lab.tables().create("events", "id bigint, at " + column, "");
    LocalDateTime from = LocalDateTime.parse(change.from().replace(' ', 'T'));
    ZoneId zone = ZoneId.of(change.zone());
    LocalDateTime start =
        LocalDateTime.ofInstant(from.atZone(zone).toInstant(), ZoneOffset.UTC).plusMinutes(10);
    lab.tables()
        .sql(
            "INSERT INTO {}events SELECT id, CAST(timestamp'%s:00Z' + make_interval(0, 0, 0, 0, 0, id * 10, 0) AS %s) FROM range(21)"
                .formatted(start, column));
  }

  private LoadJob job(Change change, String key, String step) {
    String function = "to_" + key;
    return LoadJob.daily()
        .key("start", "sql: select %s('%s')".formatted(function, change.from()))
        .key("end", "sql: select %s('$|start|') + INTERVAL %s".formatted(function, step))
        .partitionedBy("- {type: hour, column: at}");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void eachRowIsLoadedOnceAndTheLoadEnds(Change change, String column, String key, String step) {
    rows(change, column);
    lab.now(LocalDate.parse(change.from().substring(0, 10)).plusDays(2) + "T00:00");
    Run run = lab.catchUp(job(change, key, step).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.job().reason()).contains("has no rows past");
    assertThat(run.windows()).hasSizeGreaterThan(1);
    assertThat(lab.tables().sql("SELECT count(*), count(DISTINCT id) FROM {}copy"))
        .containsExactly("21 | 21");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  static Stream<Arguments> comparisonsWithInstants() {
    return Stream.of(
        Arguments.of(AUTUMN, "at > $|start| and at <= $|end|", "overwrite", "1 hour"),
        Arguments.of(AUTUMN, "$|start| <= at and at < $|end|", "append", "1 hour"),
        Arguments.of(
            AUTUMN,
            "at >= timestamp'$|start|' and at < timestamp'$|end|'",
            "overwrite",
            "20 minutes"),
        Arguments.of(
            LORD_HOWE,
            "at > to_timestamp('$|start|') and at <= to_timestamp('$|end|')",
            "overwrite",
            "15 minutes"),
        Arguments.of(
            LORD_HOWE, "at >= cast('$|start|' as timestamp) and at < $|end|", "append", "1 hour"));
  }

  /** Spark reads the local times as instants there, and each as the first that has it. */
  @ParameterizedTest
  @MethodSource("comparisonsWithInstants")
  void localTimesThatAreComparedWithInstantsAreLoadedOnce(
      Change change, String condition, String saveMode, String step) {
    rows(change, "timestamp_ntz");
    LoadJob job =
        job(change, "timestamp", step).window("select * from all_events where " + condition);
    if (saveMode.equals("append")) {
      job.saveMode("append").properties("");
    }
    Run run = lab.catchUp(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.job().reason()).contains("has no rows past");
    assertThat(run.windows()).hasSizeGreaterThan(1);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  /** The text of an instant loses the offset, and with it the way on. */
  @Test
  void aKeyThatIsTextStopsWithTheReason() {
    rows(AUTUMN, "timestamp");
    lab.now("2024-11-05T00:00");
    Run run =
        lab.catchUp(
            job(AUTUMN, "timestamp", "1 hour")
                .key(
                    "end",
                    "sql: select cast(to_timestamp('$|start|') + INTERVAL '1' HOUR as string)")
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.WINDOW_STANDS_STILL);
    assertThat(run.failure().notes())
        .containsExactly(
            "`start` is the text 2024-11-03 01:00:00, a time that occurs twice in"
                + " America/New_York, without saying which one is meant");
    assertThat(run.failure().help().get(0)).contains("without a cast to string");
  }

  /** The second of two hours has an offset, which not every function reads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from all_events where id > unix_timestamp('$|start|') and id <= unix_timestamp('$|end|')",
        "select * from all_events where at > to_timestamp('$|start|', 'yyyy-MM-dd HH:mm:ss') and at <= to_timestamp('$|end|', 'yyyy-MM-dd HH:mm:ss')",
      })
  void aFunctionThatDoesNotReadTheOffsetStopsWithTheReason(String sql) {
    rows(AUTUMN, "timestamp");
    lab.tables().sql("UPDATE {}events SET id = unix_timestamp(at)");
    lab.now("2024-11-05T00:00");
    Run run = lab.catchUp(job(AUTUMN, "timestamp", "1 hour").window(sql).partitionedBy("").yaml());
    assertThat(run.windows()).hasSize(1);
    assertThat(run.failure().help())
        .contains(
            "the key includes its offset from UTC, because this local time occurs twice; `to_timestamp` without a pattern can read it");
  }

  /** At half past one, an hour that is over once may come a second time. */
  @Test
  void anHourThatComesTwiceIsCompleteAfterTheSecond() {
    rows(AUTUMN, "timestamp_ntz");
    String workflow = job(AUTUMN, "timestamp_ntz", "1 hour").yaml();
    lab.now("2024-11-03T05:50"); // 01:50 for the first time
    assertThat(lab.catchUp(workflow).windows()).isEmpty();
    lab.now("2024-11-03T06:10"); // 01:10 for the second time
    assertThat(lab.catchUp(workflow).windows()).hasSize(1);
    lab.now("2024-11-03T07:00"); // 02:00
    assertThat(lab.catchUp(workflow).windows()).hasSize(1);
  }
}
