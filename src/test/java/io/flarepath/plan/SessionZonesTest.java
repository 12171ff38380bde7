package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.spark.sql.CatalystSqlParser;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionZonesTest {

  private static final String ZONE = SessionZones.SETTING;
  private static final String EXECUTORS = "spark.executor.extraJavaOptions";

  private final Map<String, String> spark = new LinkedHashMap<>();
  private final Map<String, String> submitted = new LinkedHashMap<>();
  private final Map<String, Span> places = new LinkedHashMap<>();
  private final Problems problems = new Problems();
  private String timeZone = "UTC";

  /** One zone for each place, in rising order. */
  private static final List<String> NAMES =
      List.of("UTC", "Asia/Tokyo", "Asia/Kolkata", "Europe/Paris", "America/Los_Angeles");

  @ParameterizedTest
  @EnumSource(ZoneOrigin.class)
  void theLastPlaceThatSaysAZoneWins(ZoneOrigin last) {
    List<WrittenZone> written = new ArrayList<>();
    for (ZoneOrigin origin : EnumSet.range(ZoneOrigin.DEFAULT, last)) {
      written.add(new WrittenZone(origin, NAMES.get(written.size()), Optional.empty()));
    }
    int others = written.size() - 1;
    SessionZone chosen = SessionZones.chosen(written, problems);
    assertThat(chosen)
        .isEqualTo(new SessionZone(ZoneId.of(NAMES.get(others)), last, Optional.empty()));
    // Each of the others is said, but for the default, which nobody wrote.
    assertThat(problems.all())
        .hasSize(Math.max(0, others - 1))
        .noneMatch(Diagnostic::isError)
        .allMatch(said -> said.code() == Code.ZONES_DIFFER);
  }

  @Test
  void nobodyIsToldThatTheDefaultIsNotUsed() {
    RunPlan plan = plan(job("load").sparkConf(ZONE, "America/Los_Angeles"));
    assertThat(problems.all()).isEmpty();
    assertThat(plan.zone().id()).isEqualTo(ZoneId.of("America/Los_Angeles"));
    assertThat(plan.loads().get(0).zone()).isEqualTo(plan.zone());
    assertThat(plan.zone().from()).isEqualTo("`sparkConf` (jobs/test.yaml:11:43)");
  }

  @Test
  void whereNobodySaysAZoneItIsTheDefault() {
    SessionZone zone = plan(job("load")).zone();
    assertThat(zone.isDefault()).isTrue();
    assertThat(zone.id()).isEqualTo(ZoneId.of("UTC"));
    assertThat(zone.from()).isEqualTo("the default");
  }

  @Test
  void aZoneInTheSettingsThatAWorkflowOverridesIsNamedWithBothPlaces() {
    settingsSay("Europe/Berlin");
    SessionZone zone = plan(job("load").sparkConf(ZONE, "UTC")).zone();
    assertThat(zone.origin()).isEqualTo(ZoneOrigin.WORKFLOW);
    assertThat(said())
        .isEqualTo(
            """
            warning[FP2009]: the time zone `Europe/Berlin` is not used: `sparkConf` says `UTC`
             --> conf/flarepath.conf:1:27
              |
            1 | flarepath.run.time-zone = Europe/Berlin
              |                           ^^^^^^^^^^^^^
              = note: `sparkConf` (jobs/test.yaml:11:43) takes precedence over `flarepath.run.time-zone` (conf/flarepath.conf:1:27)
              = help: write the same time zone in both, or remove one of them
            """);
  }

  @Test
  void aDefaultThatIsWrittenDownIsNoDefault() {
    settingsSay("UTC");
    plan(job("load").sparkConf(ZONE, "Europe/Berlin"));
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .containsExactly("the time zone `UTC` is not used: `sparkConf` says `Europe/Berlin`");
  }

  @Test
  void theCommandLineWinsOverTheWorkflow() {
    submitted.put(ZONE, "Asia/Kolkata");
    SessionZone zone = plan(job("load").sparkConf(ZONE, "UTC")).zone();
    assertThat(zone)
        .isEqualTo(
            new SessionZone(ZoneId.of("Asia/Kolkata"), ZoneOrigin.SUBMITTED, Optional.empty()));
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .containsExactly("the time zone `UTC` is not used: `spark-submit` says `Asia/Kolkata`");
  }

  @Test
  void sparksOwnSettingsWinOverTheTimeZoneOfRuns() {
    spark.put(ZONE, "PST");
    timeZone = "Asia/Tokyo";
    SessionZone zone = plan(job("load")).zone();
    assertThat(zone.id()).isEqualTo(ZoneId.of("America/Los_Angeles"));
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .containsExactly(
            "the time zone `Asia/Tokyo` is not used: `flarepath.spark` says"
                + " `America/Los_Angeles`");
  }

  @Test
  void twoNamesOfTheSameZoneAgree() {
    settingsSay("Z");
    spark.put(ZONE, "Etc/UTC");
    submitted.put(ZONE, "+00:00");
    plan(job("a").sparkConf(ZONE, "UTC"), job("b").after("a").to("other").sparkConf(ZONE, "GMT"));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aNameThatIsNoZoneIsAnErrorWhereverItIsWritten() {
    spark.put(ZONE, "Europe/Pariss");
    submitted.put(ZONE, "Mars");
    assertThat(planned(job("load").sparkConf(ZONE, "Europe/Berln"))).isEmpty();
    assertThat(said())
        .isEqualTo(
            """
            error[FP2004]: `Europe/Pariss` is not a time zone
              = note: it is the `spark.sql.session.timeZone` of `flarepath.spark`
              = help: for example `UTC`, `Europe/Berlin` or `+08:00`

            error[FP1204]: `Europe/Berln` is not a time zone
              --> jobs/test.yaml:11:43
               |
            11 |               spark.sql.session.timeZone: 'Europe/Berln'
               |                                           ^^^^^^^^^^^^^^
               = note: it is the `spark.sql.session.timeZone` of `sparkConf`
               = help: for example `UTC`, `Europe/Berlin` or `+08:00`

            error[FP6001]: `Mars` is not a time zone
              = note: it is the `spark.sql.session.timeZone` of `spark-submit`
              = help: for example `UTC`, `Europe/Berlin` or `+08:00`
            """);
  }

  @Test
  void jobsOfOneWorkflowMayNotHaveDifferentZones() {
    assertThat(
            planned(
                job("eu").sparkConf(ZONE, "Europe/Berlin"),
                job("us").to("other").sparkConf(ZONE, "America/New_York")))
        .isEmpty();
    assertThat(said())
        .isEqualTo(
            """
            error[FP2009]: the jobs `eu` and `us` have different time zones, `Europe/Berlin` and `America/New_York`
              --> jobs/test.yaml:40:43
               |
            40 |               spark.sql.session.timeZone: 'America/New_York'
               |                                           ^^^^^^^^^^^^^^^^^^
               = note: the first comes from `sparkConf` (jobs/test.yaml:11:43), the second from `sparkConf` (jobs/test.yaml:40:43)
               = note: the jobs of a workflow share one JVM, and JDBC drivers use its time zone
               = help: write the same `spark.sql.session.timeZone` in the `sparkConf` of every job
               = help: or put the jobs into separate workflows
            """);
  }

  @Test
  void aJobThatLeavesItsZoneToTheDefaultDiffersFromOneThatDoesNot() {
    assertThat(planned(job("us").sparkConf(ZONE, "US/Pacific"), job("any").to("other"))).isEmpty();
    assertThat(problems.all())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.message())
                  .isEqualTo(
                      "the jobs `us` and `any` have different time zones, `US/Pacific` and `UTC`");
              assertThat(error.place()).hasToString("Optional[jobs/test.yaml:11:43]");
            });
  }

  @Test
  void oneZoneFromTheCommandLineBringsJobsTogether() {
    submitted.put(ZONE, "Europe/Berlin");
    RunPlan plan =
        plan(
            job("eu").sparkConf(ZONE, "Europe/Berlin"),
            job("us").to("other").sparkConf(ZONE, "America/New_York"));
    assertThat(plan.zone().id()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .containsExactly(
            "the time zone `America/New_York` is not used: `spark-submit` says `Europe/Berlin`");
  }

  @Test
  void anotherZoneOfJavaIsSaidToBeReplaced() {
    submitted.put("spark.driver.extraJavaOptions", "-Xss4m -Duser.timezone=Asia/Tokyo");
    plan(
        job("load")
            .sparkConf(ZONE, "Europe/Berlin")
            .sparkConf(EXECUTORS, "-Duser.timezone=UTC -verbose:gc"));
    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .containsExactly(
            "`-Duser.timezone=Asia/Tokyo` in `spark.driver.extraJavaOptions` is not used: the"
                + " session's time zone is `Europe/Berlin`",
            "`-Duser.timezone=UTC` in `spark.executor.extraJavaOptions` is not used: the session's"
                + " time zone is `Europe/Berlin`");
    assertThat(problems.all().get(1).place()).hasToString("Optional[jobs/test.yaml:12:48]");
  }

  @Test
  void theSameZoneOfJavaIsFine() {
    spark.put(EXECUTORS, "-Duser.timezone=\"GMT+08:00\"");
    spark.put(ZONE, "+8:00");
    plan(job("load"));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aSettingThatSparkWouldIgnoreIsWarnedOf() {
    spark.put("spark.sql.session.timezone", "Asia/Tokyo");
    submitted.put("spark.sql.Session.timeZone", "Asia/Tokyo");
    RunPlan plan =
        plan(
            job("load")
                .sparkConf("spark.sql.session.TimeZone", "Asia/Tokyo")
                .moreInput(
                    "- {name: more, dataset: 'dataos://icebase:retail/more', options:"
                        + " {spark.sql.session.timeZone: Asia/Tokyo}}"));
    assertThat(plan.zone().isDefault()).isTrue();
    assertThat(problems.all())
        .allMatch(said -> said.code() == Code.IDLE_KEY && !said.isError())
        .extracting(Diagnostic::message)
        .containsExactly(
            "`spark.sql.session.timezone` has no effect on Spark",
            "`spark.sql.session.TimeZone` has no effect on Spark",
            "`spark.sql.Session.timeZone` has no effect on Spark",
            "`spark.sql.session.timeZone` has no effect in options");
    assertThat(problems.all().get(1).help())
        .containsExactly("did you mean `spark.sql.session.timeZone`?");
    assertThat(problems.all().get(3).help()).containsExactly("write it in `sparkConf`");
  }

  private void settingsSay(String zone) {
    timeZone = zone;
    String line = "flarepath.run.time-zone = ";
    places.put(
        Settings.TIME_ZONE,
        new Span(
            new Source("conf/flarepath.conf", line + zone), 1, line.length() + 1, zone.length()));
  }

  private static LoadJob job(String name) {
    return LoadJob.named(name).partitionedBy("").key("start", "default: '2024-01-01 00:00:00'");
  }

  private RunPlan plan(LoadJob... jobs) {
    return planned(jobs).orElseThrow(() -> new AssertionError(said()));
  }

  private Optional<RunPlan> planned(LoadJob... jobs) {
    return Plans.reader()
        .read(new Source("jobs/test.yaml", LoadJob.workflow("test", jobs)), problems)
        .flatMap(
            read ->
                new WorkflowPlanner(
                        settings(), new CatalystSqlParser(), Plans.STRATEGIES, submitted)
                    .plan(read, problems));
  }

  private Settings settings() {
    RunSettings run = Plans.SETTINGS.run();
    return new Settings(
        Plans.SETTINGS.depots(),
        Plans.SETTINGS.catalogs(),
        spark,
        new RunSettings(
            run.publishAttempts(),
            run.publishTimeout(),
            run.branchTtl(),
            run.parallelJobs(),
            timeZone,
            run.logDir(),
            run.recordDir(),
            run.stateTable(),
            run.allowScripts()),
        places);
  }

  private String said() {
    return TextRenderer.plain().render(problems.all());
  }
}
