package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunEvents;
import io.flarepath.run.RunRecord.PassRecord;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others do to a source between two windows of a catch-up is in the windows after it. */
@Tag("spark")
class SourceBetweenWindowsTest {

  private static final List<String> STATEMENTS_OF_A_NEW_TABLE =
      List.of(
          "DROP TABLE {}events PURGE",
          "CREATE TABLE {}events (at timestamp, id bigint) USING iceberg",
          "INSERT INTO {}events VALUES (timestamp '2024-01-01 08:00:00', 1),"
              + " (timestamp '2024-01-02 08:00:00', 22), (timestamp '2024-01-05 08:00:00', 5)");

  private static final String SELECT = "select at, id from events";
  private static final String LATER =
      "SELECT at, id FROM {}%s WHERE at > timestamp '2024-01-02 00:00:00' ORDER BY at, id";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeDays() {
    lab.now("2024-02-01T00:00");
    lab.tables().create("events", "at timestamp, id bigint", "days(at)");
    for (int day = 1; day <= 3; day++) {
      lab.tables().insert("events", "'2024-01-0%d 08:00:00', %d".formatted(day, day));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO {}events VALUES (timestamp '2024-01-02 09:00:00', 20)",
        "INSERT INTO {}events VALUES (timestamp '2024-01-09 09:00:00', 90)",
        "DELETE FROM {}events WHERE id = 2",
        "UPDATE {}events SET id = 30 WHERE id = 3",
        "ALTER TABLE {}events ADD COLUMN note string",
        "ALTER TABLE {}events ALTER COLUMN id COMMENT 'a number'",
        "ALTER TABLE {}events REPLACE PARTITION FIELD days(at) WITH months(at)",
        "CREATE OR REPLACE TABLE {}events USING iceberg AS SELECT at, id + 10 AS id FROM {}events",
        "ALTER TABLE {}events SET TBLPROPERTIES ('owner-team' = 'retail')"
      })
  void aStatement(String statement) {
    Run run = afterTheFirst(List.of(statement), LoadJob.daily().step("picked", SELECT).yaml());
    assertThat(run.said()).isEmpty();
    // The first window was read before.
    assertThat(lab.tables().rows("copy")).first().isEqualTo("2024-01-01 08:00:00 | 1");
    assertThat(lab.tables().sql(LATER.formatted("copy")))
        .isEqualTo(lab.tables().sql(LATER.formatted("events")));
  }

  @Test
  void anotherTableUnderItsName() {
    Run run = afterTheFirst(STATEMENTS_OF_A_NEW_TABLE, LoadJob.daily().yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1", "2024-01-02 08:00:00 | 22", "2024-01-05 08:00:00 | 5");
  }

  @Test
  void aStepThatHasTheNameOfTheContext() {
    String workflow = LoadJob.daily().step("ALL_EVENTS", "select * from events").yaml();
    assertThat(lab.catchUp(workflow).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void anInputThatHasTheNameOfTheContextOfAnother() {
    lab.tables().create("others", "at timestamp, id bigint", "").insert("others", "null, 9");
    String workflow =
        LoadJob.daily().input("All_Events", "others").step("picked", "select * from events").yaml();
    assertThat(lab.catchUp(workflow).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  private Run afterTheFirst(List<String> statements, String workflow) {
    lab.hearing(
        new RunEvents() {
          @Override
          public void passEnded(String job, PassRecord pass) {
            if (pass.number() == 1) {
              statements.forEach(lab.tables()::sql);
            }
          }
        });
    return lab.catchUp(workflow);
  }
}
