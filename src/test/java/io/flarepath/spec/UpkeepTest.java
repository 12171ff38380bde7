package io.flarepath.spec;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.audit.Statistic;
import io.flarepath.cli.ExitCode;
import io.flarepath.diagnostic.Blame;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.report.PlanText;
import io.flarepath.report.RunText;
import io.flarepath.report.UpkeepText;
import io.flarepath.run.RunEvents;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.run.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that look at their input: assertions, profile, samples; with and without outputs. */
@Tag("spark")
class UpkeepTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoDays() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint, name string", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1, 'one'",
            "'2024-01-01 09:00:00', 0, 'two'",
            "'2024-01-01 10:00:00', 2, ''",
            "'2024-01-01 11:00:00', 2, ' '",
            "'2024-01-01 12:00:00', 4, NULL",
            "'2024-01-02 09:00:00', 50, 'two'");
  }

  @Test
  void assertionsOfAJobWithoutOutputsJudgeTheInput() {
    Run run =
        lab.run(
            UpkeepJob.with(
                    """
                    steps:
                      - sequence:
                          - {name: named, sql: SELECT * FROM rows WHERE name IS NOT NULL}
                    assertions:
                      - {column: id, tests: ['max = 50', 'distinct_count = 5']}
                      - {column: id, filter: "name = 'two'", tests: ['min = 0']}
                      - {sql: SELECT count(*) AS total FROM named, tests: ['total = 5']}
                      - {sql: SELECT count(*) AS total FROM source, tests: ['total = 6']}
                    """)
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.job().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.pass().seen().findings()).hasSize(5);
    assertThat(RunText.pass("keep", run.pass()))
        .containsExactly("keep  pass 1  the input passed 5 tests");
    assertThat(RunText.job(run.job())).isEqualTo("keep: done");
  }

  @Test
  void aTestThatDoesNotHoldFailsTheJobAndShowsTheRows() {
    Run run =
        lab.run(
            UpkeepJob.with(
                    """
                    assertions:
                      - {column: id, tests: ['max < 10']}
                      - {sql: SELECT count(*) AS total FROM rows, tests: ['total > 100']}
                    profile: {level: basic}
                    """)
                .yaml());
    assertThat(run.job().status()).isEqualTo(Status.FAILED);
    assertThat(run.job().diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "the rows of the input `rows` were rejected: 2 of 2 tests fail",
            "`max` of `id` is 50, but `max < 10` is required",
            "`total` of the SQL's row is 6, but `total > 100` is required");
    Diagnostic first = run.job().diagnostics().get(1);
    assertThat(first.notes()).containsExactly("for example {\"id\":50}");
    assertThat(first.place()).isPresent();
    assertThat(ExitCode.of(first.code())).isEqualTo(ExitCode.AUDIT_REJECTED);
  }

  @Test
  void assertionsOfAJobWithOutputsJudgeItsWindowBeforeAnythingIsWritten() {
    String job =
        LoadJob.daily().yaml() + "            assertions: [{column: id, tests: ['max < 10']}]\n";
    Run first = lab.run(job);
    assertThat(first.said()).isEmpty();
    assertThat(first.pass().seen().findings()).hasSize(1);
    Run second = lab.run(job);
    assertThat(second.failure().code()).isEqualTo(Code.AUDIT_REJECTED);
    assertThat(lab.tables().history("copy")).hasSize(1);
    assertThat(lab.tables().branches("copy")).containsOnly("main");
  }

  @Test
  void aColumnThatTheInputDoesNotHave() {
    Run run = lab.run(UpkeepJob.with("assertions: [{column: nmae, tests: ['min > 0']}]").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.ASSERTED_COLUMN_MISSING);
    assertThat(run.failure().message()).isEqualTo("the input `rows` has no column `nmae`");
    assertThat(run.failure().help()).containsExactly("did you mean `name`?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics", "checks"})
  void oldAssertionsAreAppliedWithAWarning(String key) {
    Run run = lab.run(UpkeepJob.with(key + ": [{column: id, tests: ['max < 10']}]").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.AUDIT_REJECTED);
    assertThat(run.advice())
        .extracting(Diagnostic::message)
        .containsExactly("`%s` is old syntax for `assertions`".formatted(key));
  }

  @Test
  void aBasicProfile() {
    Run run = lab.run(UpkeepJob.with("profile: {level: Basic}").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(profile(run, "name").values())
        .containsExactly(
            entry(Statistic.ROWS, "6"),
            entry(Statistic.NULLS, "1"),
            entry(Statistic.NULL_PERCENT, "16.67"),
            entry(Statistic.DISTINCT, "4"),
            entry(Statistic.MIN, "***"),
            entry(Statistic.MAX, "***"));
    assertThat(profile(run, "at").values())
        .containsEntry(Statistic.MIN, "2024-01-01 08:00:00")
        .containsEntry(Statistic.MAX, "2024-01-02 09:00:00");
    assertThat(profile(run, "id").top()).isEmpty();
  }

  @Test
  void anAdvancedProfileOfSomeRows() {
    Run run =
        lab.run(
            UpkeepJob.with("profile: {level: advanced, filters: [id < 10, \"at < '2024-01-02'\"]}")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(profile(run, "id").values())
        .containsEntry(Statistic.ROWS, "5")
        .containsEntry(Statistic.MEAN, "1.8")
        .containsEntry(Statistic.ZEROS, "1")
        .containsEntry(Statistic.MEDIAN, "2.0")
        .containsKeys(Statistic.STDDEV, Statistic.SKEWNESS, Statistic.KURTOSIS)
        .containsEntry(Statistic.QUANTILE_95, "4.0");
    assertThat(profile(run, "name").values())
        .containsEntry(Statistic.MIN_LENGTH, "0")
        .containsEntry(Statistic.MAX_LENGTH, "3")
        .containsEntry(Statistic.EMPTY, "1")
        .containsEntry(Statistic.BLANK, "1");
    assertThat(profile(run, "id").top().get(0)).isEqualTo(new ColumnProfile.Frequency("2", 2));
    assertThat(RunText.pass("keep", run.pass()))
        .contains("keep  profile of rows, advanced")
        .anyMatch(line -> line.matches("id +bigint +most frequent +2 \\(2 times\\).*"));
  }

  @Test
  void aProfileOfColumnsOfEveryType() {
    lab.tables()
        .sql(
            "CREATE TABLE {}all USING iceberg AS SELECT true AS flag, 1.5BD AS amount, CAST('x' AS"
                + " binary) AS bytes, DATE '2024-01-01' AS day, array(1) AS list, map('a', 1) AS pairs,"
                + " named_struct('a', 1) AS parts, CAST('nan' AS double) AS odd, 1F AS small");
    Run run = lab.run(UpkeepJob.with("profile: {level: advanced}").of("all").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(profile(run, "pairs").values())
        .containsOnlyKeys(Statistic.ROWS, Statistic.NULLS, Statistic.NULL_PERCENT);
    assertThat(profile(run, "amount").values()).containsEntry(Statistic.MEAN, "1.5");
  }

  @Test
  void aProfileOfNoRows() {
    Run run = lab.run(UpkeepJob.with("profile: {level: advanced, filters: id > 99}").yaml());
    assertThat(profile(run, "id").values())
        .containsEntry(Statistic.ROWS, "0")
        .doesNotContainKeys(Statistic.MIN, Statistic.MEAN, Statistic.NULL_PERCENT);
  }

  @Test
  void aFilterThatSparkRejects() {
    Run run = lab.run(UpkeepJob.with("profile: {filters: idd > 99}").yaml());
    assertThat(run.failure().message()).isEqualTo("Spark rejected a filter of the profile");
    assertThat(run.failure().place().orElseThrow().length()).isEqualTo("idd".length());
  }

  @Test
  void aFilterOfAnAssertionThatSparkRejects() {
    Run run =
        lab.run(
            UpkeepJob.with("assertions: [{column: id, filter: idd > 1, tests: [max > 1]}]").yaml());
    assertThat(run.failure().message())
        .isEqualTo("the assertions of the input `rows` cannot be computed");
    assertThat(run.failure().place()).isPresent();
    assertThat(run.failure().notes()).first().asString().contains("`idd` cannot be resolved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profile: {level: basic}",
        "showPreviewLines: 3",
        "assertions: [{sql: SELECT max(x) AS x FROM odd, tests: [x > 1]}]",
      })
  void rowsThatCannotBeComputedAreTold(String keys) {
    Run run =
        lab.run(
            UpkeepJob.with(keys)
                .alsoReading(
                    "{name: odd, query: 'SELECT raise_error(name) AS x FROM icebase.retail.events'}")
                .and("steps: [{sequence: [{name: step, sql: SELECT x FROM odd}]}]")
                .yaml()
                .replace(
                    "- {name: rows, dataset: 'dataos://icebase:retail/events'}",
                    keys.startsWith("profile")
                        ? ""
                        : "- {name: rows, dataset: 'dataos://icebase:retail/events'}"));
    assertThat(run.failure().code().blame()).isNotEqualTo(Blame.FLAREPATH);
    assertThat(run.failure().place()).isPresent();
  }

  @Test
  void samplesOfEachStep() {
    List<String> heard = new ArrayList<>();
    lab.hearing(
        new RunEvents() {
          @Override
          public void sampled(String job, Sample sample) {
            heard.addAll(UpkeepText.sample(job, sample));
          }
        });
    String job =
        UpkeepJob.with(
                """
                showPreviewLines: "2"
                steps:
                  - sequence:
                      - {name: named, sql: SELECT id FROM rows WHERE id > 2 ORDER BY id}
                      - {name: "none", sql: SELECT name FROM named JOIN rows USING (id) WHERE id > 99}
                """)
            .yaml();
    assertThat(lab.run(job).said()).isEmpty();
    assertThat(heard)
        .containsExactly(
            "keep  step named: id bigint",
            "id",
            "--",
            " 4",
            "50",
            "keep  step none: name string",
            "(no rows)");
    heard.clear();
    assertThat(PlanText.of(lab.plan(job)))
        .contains("  write     nothing", "  show      2 rows of each step");
    assertThat(heard).isEmpty();
  }

  @Test
  void anIncrementalInputWithoutOutputsIsReadByItsKeys() {
    String job =
        LoadJob.daily().yaml().replaceAll("(?s)            outputs:.*", "")
            + "            profile: {level: basic}\n";
    Run run = lab.run(job);
    assertThat(run.said()).isEmpty();
    assertThat(profile(run, "id").values()).containsEntry(Statistic.ROWS, "5");
    assertThat(lab.catchUp(job).job().passes()).hasSize(1);
    assertThat(String.join("\n", PlanText.of(lab.plan(job))))
        .contains("why       the job has no outputs, so each run is due")
        .contains("window    (2024-01-01 00:00:00, 2024-01-02 00:00:00] of at")
        .doesNotContain("state  ");
  }

  private static ColumnProfile profile(Run run, String column) {
    return run.pass().seen().profile().orElseThrow().columns().stream()
        .filter(each -> each.column().equals(column))
        .findFirst()
        .orElseThrow();
  }
}
