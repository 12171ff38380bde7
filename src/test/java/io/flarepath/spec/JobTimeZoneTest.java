package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.plan.SessionZones;
import io.flarepath.report.PlanJson;
import io.flarepath.report.PlanText;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock, the keys, the literals and the session of a job have one time zone. */
@Tag("spark")
class JobTimeZoneTest {

  private static final String PACIFIC = "America/Los_Angeles";

  @RegisterExtension final Lab lab = new Lab();

  /** Where the zone may be said. */
  enum Place {
    TIME_ZONE,
    SPARK_SETTINGS,
    WORKFLOW,
    SUBMITTED
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aDayIsOverWhenItIsOverInTheZoneWhereverThatIsSaid(Place place) {
    String workflow = said(place, PACIFIC, days("timestamp_ntz")).yaml();
    hours("timestamp_ntz", 0, 42);
    // In Los Angeles it is six in the evening of the 2nd, and six more rows will come that day.
    lab.now("2024-01-03T02:00");
    assertThat(lab.catchUp(workflow).job().passes()).hasSize(1);
    hours("timestamp_ntz", 42, 72);
    assertThat(lab.now("2024-01-04T07:59").catchUp(workflow).job().passes()).hasSize(1);
    assertThat(lab.now("2024-01-04T08:00").catchUp(workflow).job().passes()).hasSize(1);
    assertThat(lab.tables().rows("copy")).hasSize(72).isEqualTo(lab.tables().rows("events"));
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void keysAndLiteralsOfInstantsAreReadInTheZone(Place place) {
    String workflow = said(place, PACIFIC, days("timestamp")).yaml();
    lab.tables()
        .create("events", "at timestamp, id bigint", "")
        .insert(
            "events",
            "timestamp'2024-01-01 07:59:59+00:00', 1", // Still the day before.
            "timestamp'2024-01-01 08:00:00+00:00', 2",
            "timestamp'2024-01-02 07:59:59+00:00', 3",
            "timestamp'2024-01-02 08:00:00+00:00', 4");
    assertThat(lab.now("2024-01-02T07:59").catchUp(workflow).job().passes()).isEmpty();
    assertThat(lab.now("2024-01-02T08:00").catchUp(workflow).counts()).containsExactly("2+0");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-02 00:00:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PST", "-08:00", "-8:00", "GMT-8", "UTC-08:00", "Etc/GMT+8"})
  void sparksOwnSpellingsOfAZoneAreUnderstood(String spelling) {
    String workflow = days("date").sparkConf(SessionZones.SETTING, spelling).yaml();
    lab.tables()
        .create("events", "at date, id bigint", "")
        .insert("events", "'2024-01-01', 1", "'2024-01-02', 2");
    assertThat(lab.now("2024-01-02T07:59").catchUp(workflow).job().passes()).isEmpty();
    assertThat(lab.now("2024-01-02T08:00").catchUp(workflow).job().passes()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Kolkata,     Asia/Kolkata",
    "PST,              America/Los_Angeles",
    "+8:00,            +08:00",
  })
  void theSessionHasTheZoneThatTheClockHas(String written, String zone) {
    lab.tables().create("events", "at timestamp, id bigint", "").insert("events", "now(), 1");
    LoadJob job =
        LoadJob.daily()
            .whole()
            .partitionedBy("")
            .step("zones", "SELECT current_timezone() AS zone FROM events");
    lab.timeZone("Europe/Paris").spark(SessionZones.SETTING, "Asia/Tokyo");
    lab.submitted(SessionZones.SETTING, written);
    lab.run(job.sparkConf(SessionZones.SETTING, "UTC").yaml());
    assertThat(lab.tables().rows("copy")).containsExactly(zone);
  }

  @Test
  void theDoctorReadsTheStateInTheZoneOfTheJob() {
    lab.tables()
        .create("events", "at timestamp_ntz, id bigint", "")
        .insert("events", "timestamp_ntz'2024-01-01 12:00:00', 1");
    String workflow = days("timestamp_ntz").sparkConf(SessionZones.SETTING, "Asia/Tokyo").yaml();
    // In Tokyo the 2nd has begun.
    lab.now("2024-01-01T15:00").run(workflow);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-02 00:00:00");
    assertThat(lab.examine(workflow)).extracting(Diagnostic::code).doesNotContain(Code.STATE_AHEAD);
    assertThat(lab.now("2024-01-01T14:59").examine(workflow))
        .filteredOn(found -> found.code() == Code.STATE_AHEAD)
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.notes())
                    .containsExactly("the current time is 2024-01-01 23:59:00"));
  }

  @Test
  void aPlanShowsTheZoneAndWhereItIsFrom() {
    hours("timestamp_ntz", 0, 2);
    var outlook =
        lab.plan(days("timestamp_ntz").sparkConf(SessionZones.SETTING, "US/Pacific").yaml());
    assertThat(PlanText.of(outlook))
        .contains("  time zone US/Pacific, from `sparkConf` (jobs/test.yaml:11:43)");
    assertThat(PlanJson.of(outlook, List.of()))
        .containsIgnoringWhitespaces(
            """
            "time_zone": {
              "zone": "US/Pacific",
              "from": "`sparkConf` (jobs/test.yaml:11:43)"
            },
            """);
  }

  @Test
  void aPlanKeepsQuietAboutTheDefault() {
    hours("timestamp_ntz", 0, 2);
    var outlook = lab.plan(days("timestamp_ntz").yaml());
    assertThat(PlanText.of(outlook)).noneMatch(line -> line.contains("time zone"));
    assertThat(PlanJson.of(outlook, List.of())).doesNotContain("time_zone");
  }

  private LoadJob said(Place place, String zone, LoadJob job) {
    switch (place) {
      case TIME_ZONE -> lab.timeZone(zone);
      case SPARK_SETTINGS -> lab.spark(SessionZones.SETTING, zone);
      case WORKFLOW -> job.sparkConf(SessionZones.SETTING, zone);
      case SUBMITTED -> lab.submitted(SessionZones.SETTING, zone);
    }
    return job;
  }

  private static LoadJob days(String type) {
    return LoadJob.daily()
        .window("select * from all_events where at >= '$|start|' AND at < '$|end|'")
        .key("start", "sql: select cast('2024-01-01 00:00:00' as %s)".formatted(type))
        .key("end", "sql: select cast('$|start|' as %s) + INTERVAL '1' DAY".formatted(type));
  }

  /** A row at half past each hour of 2024, from one until before another. */
  private void hours(String type, int from, int to) {
    if (from == 0) {
      lab.tables().create("events", "at %s, id bigint".formatted(type), "");
    }
    lab.tables()
        .insert(
            "events",
            IntStream.range(from, to)
                .mapToObj(
                    hour ->
                        "%s'2024-01-%02d %02d:30:00', %d"
                            .formatted(type, 1 + hour / 24, hour % 24, hour))
                .toArray(String[]::new));
  }
}
