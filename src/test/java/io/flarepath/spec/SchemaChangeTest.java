package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.Run;
import io.flarepath.publish.Budget;
import io.flarepath.publish.FileSet;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import io.flarepath.publish.StageRequest;
import io.flarepath.publish.Staged;
import io.flarepath.report.PlanText;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.TableMetadata;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A table whose columns follow the result: they change in the commit that publishes. */
@Tag("spark")
class SchemaChangeTest {

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void oneDayLoadedOfThree() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id int, price decimal(5,2)", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1, 1.50",
            "'2024-01-02 00:00:00', 2, 2.50",
            "'2024-01-02 09:00:00', 3, 3.50",
            "'2024-01-03 09:00:00', 4, 4.50");
    lab.run(LoadJob.daily().yaml());
  }

  private static LoadJob adding(String select) {
    return LoadJob.daily().options("schemaChange: add").step("out", select);
  }

  @Test
  void newColumnsComeAtTheEndAndTypesGrow() {
    int versions = lab.tables().versions("copy").size();
    Run run =
        lab.run(
            adding(
                    "SELECT 'x' AS note, at, CAST(id AS bigint) id, CAST(price AS decimal(8,2)) AS"
                        + " price FROM events")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(columns())
        .containsExactly("at timestamp", "id bigint", "price decimal(8,2)", "note string");
    // The row at midnight lies in the next window's first partition, and is kept.
    assertThat(run.counts()).containsExactly("1+1");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1 | 1.50 | null",
            "2024-01-02 00:00:00 | 2 | 2.50 | null",
            "2024-01-02 09:00:00 | 3 | 3.50 | x");
    assertThat(lab.tables().versions("copy")).hasSize(versions + 2);
    assertThat(lab.tables().current("copy").schemaId())
        .isEqualTo(lab.tables().table("copy").schema().schemaId());
  }

  @Test
  void readersSeeTheNewColumnsWithTheRowsAndNotBefore() {
    int versions = lab.tables().versions("copy").size();
    lab.run(adding("SELECT *, id * 2 AS twice FROM events").yaml());
    List<TableMetadata> after = lab.tables().versions("copy");
    assertThat(after.get(versions).schema().findField("twice")).isNull();
    assertThat(after.get(versions).schemas()).hasSize(2);
    assertThat(after.get(versions + 1).schema().findField("twice")).isNotNull();
  }

  @Test
  void thePlanSaysSo() {
    assertThat(
            PlanText.of(
                lab.plan(
                    adding("SELECT at, CAST(id AS bigint) id, price, 1 AS n FROM events").yaml())))
        .contains(
            "            adds the column `n` (int)", "            widens the column `id` (bigint)");
  }

  @Test
  void columnsThatTheResultLacksStayAndAreNull() {
    Run run = lab.run(adding("SELECT at, 'x' AS note FROM events").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1 | 1.50 | null",
            "2024-01-02 00:00:00 | 2 | 2.50 | null",
            "2024-01-02 09:00:00 | null | null | x");
    assertThat(lab.run(adding("SELECT at, id FROM events").yaml()).said()).isEmpty();
    assertThat(columns())
        .containsExactly("at timestamp", "id int", "price decimal(5,2)", "note string");
    assertThat(lab.tables().table("copy").schemas()).hasSize(2);
  }

  @Test
  void aColumnThatMustNotBeNullCannotBeLeftOut() {
    lab.tables().create("strict", "at timestamp, id int NOT NULL", "days(at)");
    Run run = lab.run(adding("SELECT at FROM events").to("strict").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(run.failure().notes())
        .containsExactly("the result lacks `id` (int), which must not be null in the table");
  }

  @Test
  void aRejectedAuditLeavesTheColumnsAsTheyWere() {
    List<String> rows = lab.tables().rows("copy");
    Run run =
        lab.run(
            adding("SELECT *, 1 AS n FROM events")
                .assertions(
                    "- {column: n, tests: ['max > 1', 'distinct_count > 1']}\n"
                        + "- {sql: 'SELECT sum(n) AS s FROM source', tests: ['s > 1']}")
                .yaml());
    assertThat(run.job().diagnostics())
        .extracting(each -> each.code())
        .containsOnly(Code.AUDIT_REJECTED)
        .hasSize(4); // Three that fail, and their sum.
    assertThat(columns()).containsExactly("at timestamp", "id int", "price decimal(5,2)");
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    // The next run's column is a new one: it must not take up what a number meant before.
    assertThat(lab.run(adding("SELECT *, 'a' AS n FROM events").yaml()).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).contains("2024-01-02 09:00:00 | 3 | 3.50 | a");
  }

  @Test
  void aTypeThatDoesNotGrowIsAnError() {
    Run run = lab.run(adding("SELECT at, 'x' || id AS id, price FROM events").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(columns()).containsExactly("at timestamp", "id int", "price decimal(5,2)");
  }

  @Test
  void aNewColumnNeedsATypeThatIcebergHas() {
    Run run = lab.run(adding("SELECT *, null AS n FROM events").yaml());
    assertThat(run.failure().message())
        .isEqualTo("the result `out` has a column without a type, `n`");
    run = lab.run(adding("SELECT *, INTERVAL '1' DAY AS n FROM events").yaml());
    assertThat(run.failure().message()).isEqualTo("an Iceberg table cannot store the result `out`");
    assertThat(lab.tables().table("copy").schemas()).hasSize(1);
  }

  @Test
  void aMergeCannotChangeColumns() {
    Run run =
        lab.run(
            LoadJob.daily()
                .options(
                    "schemaChange: add\n"
                        + "merge: {onClause: old.id = new.id, whenClause: not matched then insert *}")
                .step("out", "SELECT *, 1 AS n FROM events")
                .yaml());
    assertThat(run.failure().message())
        .isEqualTo("a merge cannot change the columns of icebase.retail.copy");
  }

  @Test
  void partitionsByANewColumnComeWithTheNextPass() {
    LoadJob job =
        adding("SELECT *, id % 2 AS parity FROM events")
            .saveMode("append")
            .properties("")
            .partitionedBy("- {type: identity, column: parity}")
            .assertions("- {column: parity, tests: ['max < 2', 'distinct_count == 1']}");
    assertThat(PlanText.of(lab.plan(job.yaml())))
        .contains(
            "            the next pass changes the table's partitions, which are day(at): they need the new column");
    Run run = lab.run(job.yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_day: day");
    assertThat(lab.catchUp(job.yaml()).said()).isEmpty();
    assertThat(lab.tables().table("copy").spec().toString()).contains("parity: identity");
    assertThat(lab.tables().rows("copy")).contains("2024-01-03 09:00:00 | 4 | 4.50 | 0");
    assertThat(lab.tables().table("copy").specs()).hasSize(2);
    assertThat(lab.tables().table("copy").schemas()).hasSize(2);
  }

  @Test
  void whileItIsStagedOthersReadAndWriteTheTableAsItWas() {
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public Staged stage(StageRequest request, FileSet files, Budget budget) {
                Staged staged = super.stage(request, files, budget);
                lab.tables().insert("copy", "'2024-02-01 00:00:00', 9, 9.50");
                for (String table : List.of("files", "partitions", "entries", "all_entries")) {
                  assertThat(lab.tables().sql("SELECT * FROM {}copy." + table)).isNotEmpty();
                }
                return staged;
              }
            });
    Run run =
        lab.run(
            adding("SELECT at, CAST(id AS bigint) AS id, price, 1 AS n FROM events")
                .saveMode("append")
                .properties("")
                .partitionedBy("- {type: bucket, column: id, numBuckets: 2}")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().table("copy").spec().toString()).contains("id_bucket: bucket[2]");
    assertThat(lab.tables().rows("copy"))
        .contains("2024-02-01 00:00:00 | 9 | 9.50 | null", "2024-01-02 09:00:00 | 3 | 3.50 | 1");
  }

  @Test
  void whenOthersAddAColumnWhileItIsStagedItWritesAgain() {
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              private boolean done;

              @Override
              public PublishOutcome publish(PublishRequest request) {
                if (!done) {
                  done = true;
                  lab.tables().sql("ALTER TABLE {}copy ADD COLUMN other string");
                }
                return super.publish(request);
              }
            });
    Run run = lab.run(adding("SELECT *, 1 AS n FROM events").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(columns())
        .containsExactly("at timestamp", "id int", "price decimal(5,2)", "other string", "n int");
    assertThat(lab.tables().rows("copy")).contains("2024-01-02 09:00:00 | 3 | 3.50 | null | 1");
  }

  @Test
  void anEmptyResultAddsItsColumns() {
    Run run = lab.run(adding("SELECT *, 1 AS n FROM events WHERE 1 = 0").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(columns()).contains("n int");
  }

  private List<String> columns() {
    return Arrays.stream(lab.session().table("icebase.retail.copy").schema().fields())
        .map((StructField field) -> field.name() + " " + field.dataType().catalogString())
        .toList();
  }
}
