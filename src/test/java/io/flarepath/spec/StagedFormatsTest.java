package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assertions on staged rows, in whatever form their table keeps them. */
@Tag("spark")
class StagedFormatsTest {

  private static final String ODD =
      "SELECT at, id, id AS `a.b`, 'x' AS `é t`, named_struct('k.l', id, 'm',"
          + " array(named_struct('n o', id))) AS s, map('k', id) AS mm FROM events";

  private static final String TESTS =
      """
      - {column: a.b, tests: ['max < %d', 'distinct_count > 0']}
      - {column: id, filter: '`É T` = "x"', tests: [duplicate_count = 0]}
      - {sql: 'SELECT count(`é t`) AS n, max(s.`k.l`) AS b, max(s.m[0].`n o`) AS c FROM source', tests: [n > 0, b > 0, c > 0]}
      """;

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @CsvSource({"orc, 2", "orc, 3", "avro, 3"})
  void rowsAreJudgedInEveryFormat(String format, int version) {
    SampleEvents.threeDays(lab);
    LoadJob job =
        LoadJob.daily()
            .properties(
                "overwrite-mode: dynamic, format-version: '%d', write.format.default: %s"
                    .formatted(version, format))
            .step("out", ODD);
    Run bad = lab.run(job.assertions(TESTS.formatted(1)).yaml());
    assertThat(bad.failure().code()).isEqualTo(Code.AUDIT_REJECTED);
    assertThat(bad.failure().notes().get(0)).contains("\"a.b\":");
    lab.tables().sql("DROP TABLE IF EXISTS {}copy");
    Run good = lab.catchUp(job.assertions(TESTS.formatted(50)).yaml());
    assertThat(good.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy")).hasSize(5);
  }

  /** In the files of old rows, each of the two columns has the other one's name. */
  @Test
  void renamedColumnsAreThoseOfTheTable() {
    SampleEvents.threeDays(lab);
    lab.tables()
        .create("copy", "at timestamp, id bigint, x string, B string", "months(at)")
        .insert("copy", "'2023-12-01 00:00:00', 80, 'o', 'p'")
        .sql("ALTER TABLE {}copy RENAME COLUMN x TO y");
    lab.tables().sql("ALTER TABLE {}copy RENAME COLUMN b TO x");
    String counted =
        "SELECT count_if(x = 'vx' AND y = 'vy') AS n, count(*) - count_if(x = 'vx') AS o FROM out";
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .partitionedBy("")
                .step("out", "SELECT ID, 'vx' AS X, 'vy' AS Y, AT FROM events")
                .assertions("- {sql: \"%s\", tests: ['n > 0', 'o = 0']}".formatted(counted))
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT DISTINCT x, y FROM {}copy WHERE id < 10"))
        .containsExactly("vx | vy");
  }

  /** The rows that are judged are new; deletes in the table are of older ones. */
  @ParameterizedTest
  @CsvSource({"2", "3"})
  void deletesOfOldRowsDoNotTouchThem(int version) {
    SampleEvents.threeDays(lab);
    lab.tables()
        .sql(
            "CREATE TABLE {}copy (at timestamp, id bigint) USING iceberg PARTITIONED BY (months(at))"
                + " TBLPROPERTIES ('format-version' = '%d', 'write.delete.mode' = 'merge-on-read')"
                    .formatted(version));
    lab.tables().insert("copy", "'2023-12-31 05:00:00', 80", "'2024-01-31 05:00:00', 90");
    lab.tables().insert("copy", "'2024-01-31 06:00:00', 91", "'2024-01-31 07:00:00', 92");
    lab.tables().sql("DELETE FROM {}copy WHERE id = 91");
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .partitionedBy("")
                .assertions("- {column: id, tests: ['max < 10', 'distinct_count > 0']}")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id FROM {}copy ORDER BY id"))
        .containsExactly("1", "2", "3", "4", "5", "80", "90", "92");
  }
}
