package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.ExitCode;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assertions judge the rows of a pass, staged, before anybody can read them. */
@Tag("spark")
class AssertionTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twoDays() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint, name string", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1, 'one'",
            "'2024-01-01 09:00:00', 2, 'two'",
            "'2024-01-01 10:00:00', 2, ''",
            "'2024-01-01 11:00:00', 4, NULL",
            "'2024-01-02 09:00:00', 50, 'fifty'");
  }

  /** The first day: ids 1, 2, 2, 4; names one, two, empty, null. */
  @ParameterizedTest
  @CsvSource({
    "id, avg = 2.25, avg = 2.26",
    "id, sum >= 9, sum > 9",
    "id, min > 0, min > 1",
    "id, max <= 4, max < 4",
    "id, distinct_count == 3, distinct_count > 3",
    "id, duplicate_count = 1, duplicate_count < 1",
    "id, null_count = 0, null_count > 0",
    "name, missing_count < 3, missing_count < 2",
    "name, missing_percentage = 50, missing_percentage < 50",
    "name, null_count = 1, null_count < 1",
    "name, null_percentage <= 25, null_percentage < 25",
    "name, max_length = 3, max_length < 3",
    "name, min_length = 0, min_length > 0",
    "name, avg_length = 2, avg_length > 2",
    "id, variance < 1.6, variance < 1.5",
    "id, stddev > 1.2, stddev > 1.3",
    "id, skewness > 0.4, skewness < 0.4",
    "id, kurtosis < -0.9, kurtosis > -0.9",
  })
  void eachMetricMeasuresWhatItSays(String column, String holds, String fails) {
    String assertion = "- {column: %s, tests: ['%s']}";
    Run bad = lab.run(LoadJob.daily().assertions(assertion.formatted(column, fails)).yaml());
    assertThat(bad.job().status()).isEqualTo(Status.FAILED);
    assertThat(bad.failure().code()).isEqualTo(Code.AUDIT_REJECTED);
    Run good = lab.run(LoadJob.daily().assertions(assertion.formatted(column, holds)).yaml());
    assertThat(good.job().diagnostics()).isEmpty();
    assertThat(good.output().counts().rowsResult()).isEqualTo(4);
    assertThat(good.output().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.holds()).isTrue();
              assertThat(finding.value()).isPresent();
              assertThat(finding.test().text().value()).isEqualTo(holds);
            });
  }

  @Test
  void oneFailurePublishesNothingAndTheMessageShowsWhatWasFound() {
    lab.run(LoadJob.daily().yaml());
    List<String> before = lab.tables().rows("copy");
    Run run =
        lab.run(
            LoadJob.daily().assertions("- {column: id, tests: ['min > 0', 'max < 10']}").yaml());
    assertThat(lab.tables().rows("copy")).isEqualTo(before);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-02 00:00:00");
    Diagnostic failure = run.failure();
    assertThat(failure.message())
        .isEqualTo(
            "the rows for icebase.retail.copy were not published: `max` of `id` is 50, but `max < 10` is required");
    assertThat(failure.notes()).containsExactly("for example {\"id\":50}");
    assertThat(failure.place()).isPresent();
    assertThat(ExitCode.of(failure.code())).isEqualTo(ExitCode.AUDIT_REJECTED);
    assertThat(lab.tables().branches("copy"))
        .as("the branch stays for inspection")
        .containsExactlyInAnyOrder("main", "flarepath_load_run-2");
    assertThat(lab.tables().sql("SELECT id FROM {}copy.`branch_flarepath_load_run-2` WHERE id > 9"))
        .containsExactly("50");
  }

  @Test
  void severalFailuresAreSummedUpAndValuesOfPersonsAreHidden() {
    Run run =
        lab.run(
            LoadJob.daily()
                .assertions(
                    "- {column: id, tests: ['max < 2', 'min > 0']}\n"
                        + "- {column: name, validFormat: {regex: '[0-9]*'}, tests: [invalid_count = 0]}")
                .yaml());

    List<Diagnostic> said = run.job().diagnostics();
    assertThat(said.get(0).message())
        .isEqualTo("the rows for icebase.retail.copy were not published: 2 of 3 tests fail");
    assertThat(said.get(1).message()).startsWith("`max` of `id` is ");
    assertThat(said.get(1).notes())
        .hasSizeLessThanOrEqualTo(3)
        .allMatch(n -> n.matches("for example \\{\"id\":\\d+}"));
    assertThat(said.get(2).notes()).isNotEmpty().containsOnly("for example {\"name\":\"***\"}");
    assertThat(said.get(2).help())
        .containsExactly("the values of this column are not shown; `--show-rows` shows whole rows");
    assertThat(lab.tables().rows("copy")).isEmpty();
  }

  @Test
  void filtersRegularExpressionsAndSqlJudgeTheRowsOfThisPassOnly() {
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .assertions(
                    """
                    - column: id
                      filter: name = 'one'
                      tests: [max = 1]
                    - column: name
                      validFormat: {regex: '[a-z]*'}
                      tests: [invalid_count = 0, invalid_percentage < 1, regex_match > 0]
                    - sql: SELECT count(*) AS total, max(id) AS top FROM events
                      tests: [total < 5, top > 0]
                    - sql: SELECT count(*) AS total FROM source
                      tests: [total >= 1]
                    """)
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.counts()).containsExactly("4+0", "1+0");
  }

  @Test
  void sqlWithoutExactlyOneRowIsAFailure() {
    Run run =
        lab.run(
            LoadJob.daily().assertions("- {sql: SELECT id FROM events, tests: ['id > 0']}").yaml());
    assertThat(run.failure().message()).isEqualTo("the SQL of an assertion returned several rows");
  }

  @Test
  void aColumnThatIsNotThereIsFoundBeforeAnythingIsWritten() {
    Run run = lab.run(LoadJob.daily().assertions("- {column: nmae, tests: ['min > 0']}").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.ASSERTED_COLUMN_MISSING);
    assertThat(run.failure().message()).isEqualTo("the result has no column `nmae`");
    assertThat(run.failure().help()).containsExactly("did you mean `name`?");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void whereThereAreNoRowsThereIsNothingToJudge() {
    Run run =
        lab.run(
            LoadJob.daily()
                .step("none", "SELECT * FROM events WHERE id > 1000")
                .assertions("- {column: id, tests: ['avg > 10', 'missing_count = 0']}")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.counts()).containsExactly("0+0");
  }

  /** Beyond 2^53 a double has no odd numbers, and beyond 17 digits no decimals. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CAST(9007199254740993 AS bigint); max; 9007199254740993; 9007199254740992",
        "CAST(-9007199254740993 AS bigint); min; -9007199254740993; -9007199254740992",
        "CAST(9223372036854775807 AS bigint); avg; 9223372036854775807; 9223372036854775806",
        "CAST(9223372036854775807 AS bigint); sum; 18446744073709551614; 18446744073709551615",
        "CAST(123456789012345678.25 AS decimal(20,2)); max; 123456789012345678.25; 123456789012345678.26",
        "CAST(123456789012345678.25 AS decimal(20,2)); avg; 123456789012345678.25; 123456789012345678.26",
        "CAST(0.1000000000000000000000000001 AS decimal(38,28)); sum; 0.2000000000000000000000000002; 0.2",
        "CAST(2147483647 AS int); sum; 4294967294; 4294967295",
        "CAST(0.1 AS double); max; 0.1; 0.1000000000000001",
        "CAST(0.1 AS float); max; 0.1; 0.1000001",
        "'12.5'; max; 12.5; 12.6",
        "true; max; 1; 0"
      })
  void equalMeansEqual(String value, String metric, String holds, String fails) {
    LoadJob job = LoadJob.daily().step("made", select("id < 3", value + " AS v"));
    String assertion = "- {column: v, tests: ['%s = %s']}";
    Run bad = lab.run(job.assertions(assertion.formatted(metric, fails)).yaml());
    assertThat(bad.failure().code()).isEqualTo(Code.AUDIT_REJECTED);
    assertThat(bad.failure().message()).contains("`" + metric + "` of `v` is " + holds + ", but ");
    lab.tables().sql("DROP TABLE IF EXISTS {}copy");
    Run good = lab.run(job.assertions(assertion.formatted(metric, holds)).yaml());
    assertThat(good.said()).isEmpty();
    assertThat(good.output().findings().get(0).value().orElseThrow()).hasToString(holds);
  }

  /** Two rows of the first day. */
  private static String select(String where, String column) {
    return "SELECT at, id, " + column + " FROM events WHERE " + where + " AND name <> ''";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "max(9007199254740993); 9007199254740993; 9007199254740992",
        "sum(CAST(123456789012345678.25 AS decimal(20,2))) / 2; 123456789012345678.25; 123456789012345678.26"
      })
  void aQuerysNumbersAreExactToo(String value, String holds, String fails) {
    String assertion = "- {sql: 'SELECT %s AS v FROM source', tests: ['v = %s']}";
    LoadJob job = LoadJob.daily().step("made", select("id < 3", "name"));
    Run bad = lab.run(job.assertions(assertion.formatted(value, fails)).yaml());
    assertThat(bad.failure().message()).contains("`v` of the SQL's row is " + holds + ", but ");
    lab.tables().sql("DROP TABLE IF EXISTS {}copy");
    assertThat(lab.run(job.assertions(assertion.formatted(value, holds)).yaml()).said()).isEmpty();
  }

  @Test
  void aMeanIsComparedBeforeItIsRounded() {
    String assertion =
        "- {column: id, tests: ['avg > 1.6666666666666666', 'avg < 1.66666666666667']}";
    Run run =
        lab.run(
            LoadJob.daily()
                .step("made", "SELECT * FROM events WHERE id < 3")
                .assertions(assertion)
                .yaml());
    assertThat(run.said()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NaN, false, false", "Infinity, false, true", "-Infinity, true, false"})
  void ofNotANumberNothingHolds(String value, boolean less, boolean more) {
    LoadJob job =
        LoadJob.daily().step("made", select("id < 3", "CAST('" + value + "' AS double) AS v"));
    Run below = lab.run(job.assertions("- {column: v, tests: ['max < 0']}").yaml());
    assertThat(below.job().status() == Status.SUCCEEDED).isEqualTo(less);
    lab.tables().sql("DROP TABLE IF EXISTS {}copy");
    Run above = lab.run(job.assertions("- {column: v, tests: ['max > 0']}").yaml());
    assertThat(above.job().status() == Status.SUCCEEDED).isEqualTo(more);
  }

  private static final String ODD_NAMES =
      "SELECT at, id AS `a.b`, name AS `event name`, id AS `1st`, id AS `tick``ed`, id AS `größe-€`,"
          + " named_struct('x.y', id) AS `s.t` FROM events";

  private static final String ODD_TESTS =
      """
      - {column: a.b, tests: ['distinct_count = 3', 'max %s 4', 'null_count = 0']}
      - {column: event name, filter: '`a.b` = 1', tests: ['distinct_count = 1', 'missing_count = 0']}
      - {column: 1st, tests: ['duplicate_count = 1']}
      - {column: 'tick`ed', tests: ['duplicate_count = 1', 'max %s 4']}
      - {column: größe-€, tests: ['min_length = 1', 'max %s 4']}
      - {sql: 'SELECT max(`a.b`) AS top, max(`s.t`.`x.y`) AS deep FROM source', tests: [top = 4, deep = 4]}
      """;

  @ParameterizedTest
  @CsvSource({"parquet", "avro"})
  void aColumnMayHaveAnyName(String format) {
    LoadJob job =
        LoadJob.daily()
            .properties("overwrite-mode: dynamic, write.format.default: " + format)
            .step("odd", ODD_NAMES);
    Run good = lab.run(job.assertions(ODD_TESTS.replace("%s", "<=")).yaml());
    assertThat(good.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT count(*) FROM {}copy")).containsExactly("4");
    lab.tables().sql("DROP TABLE {}copy");
    Run bad = lab.run(job.assertions(ODD_TESTS.replace("%s", "<")).yaml());
    assertThat(bad.job().diagnostics())
        .as("three tests, and their sum")
        .hasSize(4)
        .allSatisfy(said -> assertThat(said.code()).isEqualTo(Code.AUDIT_REJECTED));
  }

  @Test
  void theRowsAtFaultAreShownByTheirNames() {
    Run run =
        lab.run(
            LoadJob.daily()
                .step("odd", ODD_NAMES)
                .assertions("- {column: a.b, tests: [max < 4]}")
                .yaml());
    assertThat(run.failure().notes().get(0)).isEqualTo("for example {\"a.b\":4}");
  }

  @Test
  void plainAggregatesCostNoJobOfTheirOwn() {
    AtomicInteger jobs = new AtomicInteger();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
          }
        };
    SparkSession session = lab.session();
    session.sparkContext().addSparkListener(counter);
    try {
      lab.run(LoadJob.daily().to("plain").yaml());
      int plain = settled(session, jobs);
      lab.run(
          LoadJob.daily()
              .to("judged")
              .assertions("- {column: id, tests: ['avg > 0', 'max < 10', 'missing_count = 0']}")
              .yaml());
      assertThat(settled(session, jobs) - plain).isEqualTo(plain);
    } finally {
      session.sparkContext().removeSparkListener(counter);
    }
  }

  private static int settled(SparkSession session, AtomicInteger jobs) {
    try {
      session.sparkContext().listenerBus().waitUntilEmpty();
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
    return jobs.get();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELECT count(*) AS rows_n FROM source; the assertion's SQL has no column `row_n`",
        "SELECT 1 AS n UNION ALL SELECT 2 AS row_n FROM source; the assertion's SQL has no column `row_n`",
        "SELECT count(*) AS ROW_N FROM source; ''",
        "SELECT count(*) FROM source; ''",
        "SELECT * FROM source; ''",
      })
  void aTestOfAColumnThatTheSqlLacksIsFoundBeforeTheRun(String sql, String message) {
    String job =
        LoadJob.daily().assertions("- {sql: '%s', tests: [row_n > 0]}".formatted(sql)).yaml();
    assertThat(lab.problems(job))
        .extracting(Diagnostic::message)
        .isEqualTo(message.isEmpty() ? List.of() : List.of(message));
  }
}
