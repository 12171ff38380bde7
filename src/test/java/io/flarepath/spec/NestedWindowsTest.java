package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.plan.Cover;
import io.flarepath.plan.Write;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows on a field of a struct, which the result keeps in the struct or beside it. */
@Tag("spark")
class NestedWindowsTest {

  private static final String COLUMNS =
      "id bigint, p struct<at: timestamp, `k.l`: string, deep: struct<at: timestamp>>,"
          + " list array<struct<at: timestamp>>, byname map<string, timestamp>";
  private static final String DAY = "- {type: day, column: %s, name: the_day}";

  @RegisterExtension final Lab lab = new Lab();

  /** Two rows a day; one lies at midnight, where windows meet. */
  @BeforeEach
  void events() {
    lab.now("2024-01-04T00:00").tables().create("events", COLUMNS, "");
    more("range(0, 6)");
  }

  private void more(String ids) {
    lab.tables()
        .sql(
            """
            INSERT INTO {}events SELECT id, named_struct('at', at, 'k.l', 'k' || id, 'deep', named_struct('at', at)),
              array(named_struct('at', at)), map('at', at)
            FROM (SELECT id, timestamp '2024-01-01 12:00:00' + make_interval(0, 0, 0, 0, 12 * CAST(id AS int)) AS at
              FROM %s)
            """
                .formatted(ids));
  }

  private static LoadJob on(String column) {
    return LoadJob.daily()
        .window(
            "select * from all_events where %1$s > '$|start|' AND %1$s <= '$|end|'"
                .formatted(column));
  }

  private static Cover cover(Run run) {
    return ((Write.ReplaceWindow) run.output(0).write()).cover();
  }

  private void isLoaded() {
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @ParameterizedTest
  @CsvSource({"p.at, p.at", "p.deep.at, p.deep.at", "P.At, p.AT", "all_events.p.at, p.at"})
  void partitionsByDayOfTheFieldAreReplacedWhole(String column, String partition) {
    Run run = lab.catchUp(on(column).partitionedBy(DAY.formatted(partition)).yaml());
    assertThat(run.said()).isEmpty();
    assertThat(cover(run)).isInstanceOf(Cover.Partitions.class);
    isLoaded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.at", "p.deep.at"})
  void withoutPartitionsTheFilesOfTheWindowAreReplaced(String column) {
    LoadJob job = on(column).partitionedBy("");
    assertThat(cover(lab.catchUp(job.yaml()))).isEqualTo(new Cover.Files());
    isLoaded();
    lab.tables()
        .sql(
            "CALL icebase.system.rewrite_data_files(table => 'retail.copy', options =>"
                + " map('rewrite-all', 'true'))");
    lab.backfill(
        job.yaml(),
        Map.of("all_events.start", "2024-01-02 00:00:00", "all_events.end", "2024-01-03 00:00:00"));
    isLoaded();
  }

  @Test
  void theFieldMayBeAColumnOfTheResultUnderAnyName() {
    Run run =
        lab.catchUp(
            on("p.at")
                .step("flat", "select id, p.at as happened from events")
                .partitionedBy(DAY.formatted("happened"))
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(cover(run)).isInstanceOf(Cover.Partitions.class);
    assertThat(lab.tables().rows("copy"))
        .isEqualTo(lab.tables().sql("SELECT id, p.at FROM {}events ORDER BY id"));
  }

  @Test
  void aStructThatIsMadeOfTheSameColumnHasIt() {
    Run run =
        lab.catchUp(
            on("p.at")
                .step(
                    "made", "select id, named_struct('when', p.at, 'k', p.`k.l`) as q from events")
                .partitionedBy(DAY.formatted("q.when"))
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(cover(run)).isInstanceOf(Cover.Partitions.class);
    assertThat(lab.tables().sql("SELECT id, q.when FROM {}copy ORDER BY id"))
        .isEqualTo(lab.tables().sql("SELECT id, p.at FROM {}events ORDER BY id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list[0].at", "byname['at']"})
  void whatIsInArraysAndMapsIsRefusedUnlessItIsAColumn(String column) {
    Run run = lab.run(on(column).partitionedBy("").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(lab.tables().exists("copy")).isFalse();
    lab.catchUp(on(column).step("flat", "select *, %s as at from events".formatted(column)).yaml());
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id")).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id, named_struct('at', date_add(to_date(p.at), 1), 'k', id) as p from events",
        "select id, p.`k.l` as k from events"
      })
  void aResultWithoutTheFieldIsRefused(String step) {
    Run run = lab.run(on("p.at").step("other", step).partitionedBy("").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(run.failure().toString())
        .contains("the result has no column `p.at`, the window column");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aTableWhoseFieldHasAnotherTypeIsRefused() {
    lab.tables().create("copy", COLUMNS.replace("p struct<at: timestamp", "p struct<at: date"), "");
    Run run = lab.run(on("p.at").partitionedBy("").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
    assertThat(run.failure().toString())
        .contains("the result's `p.at` is of type timestamp and the table's is date");
    assertThat(lab.tables().rows("copy")).isEmpty();
  }

  /** A field is not the column of its name beside it. */
  @Test
  void aColumnOfTheFieldsNameIsAnotherOne() {
    Run run =
        lab.run(
            on("p.at")
                .step("other", "select id, timestamp '2020-01-01' as at, p.`k.l` from events")
                .partitionedBy("")
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.REGION_UNKNOWN);
  }

  @Test
  void rowsThatNoWindowTakesAreCounted() {
    lab.tables().sql("INSERT INTO {}events SELECT 90, null, null, null");
    Run run = lab.catchUp(on("p.at").partitionedBy("").yaml());
    assertThat(run.job().diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.ROWS_WITHOUT_VALUE);
    more("range(1, 2)");
    Run late = lab.run(on("p.at").partitionedBy("").yaml());
    assertThat(late.job().diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.ROWS_WITHOUT_VALUE, Code.LATE_ROWS);
  }
}
