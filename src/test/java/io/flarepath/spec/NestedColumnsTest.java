package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Structs in results and tables, alone, in arrays and in maps: fields go by name, never by place.
 */
@Tag("spark")
class NestedColumnsTest {

  private static final String COLUMNS =
      "at timestamp, id bigint, p struct<a: int, b: int>, l array<struct<a: int, b: int>>,"
          + " m map<string, struct<a: int, b: int>>, q struct<r: struct<a: int, b: int>>";

  /** The row at midnight lies before the first window, in a file that the window shares. */
  private static final String OLD =
      "INSERT INTO {}copy SELECT timestamp '2024-01-01 00:00:00', 0, x, array(x), map('k', x),"
          + " named_struct('r', x) FROM (SELECT named_struct('a', 7, 'b', 8) AS x)";

  private static final String ROW =
      "SELECT at, id, x AS p, array(x) AS l, map('k', x) AS m,"
          + " named_struct('r', x) AS q FROM (SELECT *, named_struct(%s) AS x FROM events)";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void events() {
    lab.now("2024-01-03T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "")
        .insert("events", "'2024-01-01 05:00:00', 1", "'2024-01-02 05:00:00', 2");
  }

  private LoadJob job(String fields) {
    return LoadJob.daily().partitionedBy("").step("out", ROW.formatted(fields));
  }

  private void copy(String partitions) {
    lab.tables().create("copy", COLUMNS, partitions).sql(OLD);
  }

  private static String row(String at, int id, String x) {
    return "2024-01-%s | %d | %s | [%s] | {k -> %s} | {%s}".formatted(at, id, x, x, x, x);
  }

  @ParameterizedTest
  @ValueSource(strings = {"days(at)", "months(at)", ""})
  void fieldsInAnotherOrderFindTheirPlaces(String partitions) {
    copy(partitions);
    Run run = lab.catchUp(job("'b', CAST(-id AS int), 'a', CAST(id AS int)").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            row("01 00:00:00", 0, "{7, 8}"),
            row("01 05:00:00", 1, "{1, -1}"),
            row("02 05:00:00", 2, "{2, -2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"days(at)", "months(at)", ""})
  void newFieldsAreAddedAndTypesGrow(String partitions) {
    copy(partitions);
    String fields = "'c', 'x' || id, 'b', CAST(-id AS int), 'a', id";
    Run run =
        lab.catchUp(
            job(fields)
                .options("schemaChange: add")
                .assertions(
                    "- {sql: 'SELECT min(l[0].c = concat(\"x\", id)) AS c FROM out', tests: [c = 1]}")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            row("01 00:00:00", 0, "{7, 8, null}"),
            row("01 05:00:00", 1, "{1, -1, x1}"),
            row("02 05:00:00", 2, "{2, -2, x2}"));
    assertThat(lab.tables().table("copy").schema().findType("l.element.a")).hasToString("long");
  }

  @Test
  void missingFieldsAreNullWhereColumnsMayBeMissing() {
    copy("months(at)");
    String workflow = job("'b', CAST(-id AS int)").yaml();
    Run refused = lab.run(workflow);
    assertThat(refused.failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(refused.failure().notes().get(0))
        .isEqualTo("the result lacks the field `p.a`, which the table has");
    assertThat(lab.tables().rows("copy")).containsExactly(row("01 00:00:00", 0, "{7, 8}"));
    Run run = lab.catchUp(job("'b', CAST(-id AS int)").options("schemaChange: add").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            row("01 00:00:00", 0, "{7, 8}"),
            row("01 05:00:00", 1, "{null, -1}"),
            row("02 05:00:00", 2, "{null, -2}"));
  }

  @Test
  void aNewFieldIsRefusedWhereColumnsStay() {
    copy("months(at)");
    Run run = lab.run(job("'b', 1, 'c', 2, 'a', 3").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(run.said())
        .contains(
            "the result has the field `l.element.c`, which the table lacks", "`schemaChange: add`");
    assertThat(lab.tables().rows("copy")).hasSize(1);
  }

  @Test
  void aFieldThatMustNotBeNullCannotBeLeftOut() {
    lab.tables().create("copy", "at timestamp, p struct<a: int NOT NULL, b: int>", "");
    Run run =
        lab.run(
            LoadJob.daily()
                .partitionedBy("")
                .options("schemaChange: add")
                .step("out", "SELECT at, named_struct('b', 1) AS p FROM events")
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(lab.tables().rows("copy")).isEmpty();
  }

  @Test
  void aStructOfNullStaysNull() {
    lab.tables().create("copy", "at timestamp, p struct<a: int, b: int>", "");
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .partitionedBy("")
                .step(
                    "out",
                    "SELECT at, IF(id = 1, null, named_struct('b', 1, 'a', 2)) AS p FROM events")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactly("2024-01-01 05:00:00 | null", "2024-01-02 05:00:00 | {2, 1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"array(null)", "named_struct('a', null)", "map('k', null)"})
  void aNewTableNeedsTypesInsideToo(String value) {
    Run run =
        lab.run(
            LoadJob.daily().step("out", "SELECT at, %s AS v FROM events".formatted(value)).yaml());
    assertThat(run.failure().message())
        .startsWith("the result `out` has a column without a type, `v.");
    assertThat(lab.tables().exists("copy")).isFalse();
  }
}
