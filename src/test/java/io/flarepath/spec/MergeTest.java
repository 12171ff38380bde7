package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that meet one by one, and save modes that look whether the table is there. */
@Tag("spark")
class MergeTest {

  private static final String UPSERT =
      """
      merge:
        onClause: old.id = new.id
        whenClause: %s
      """;

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
            "'2024-01-02 08:00:00', 2, 'two again'",
            "'2024-01-02 09:00:00', 3, 'three'");
  }

  private static LoadJob merging(String when) {
    return LoadJob.daily().options(UPSERT.formatted(when));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matched then update set * when not matched then insert *",
        "WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *",
        "MATCHED THEN UPDATE SET old.name = new.name, old.at = new.at WHEN NOT MATCHED THEN INSERT *"
      })
  void laterRowsUpdateEarlierOnes(String when) {
    Run run = lab.catchUp(merging(when).yaml());
    assertThat(run.said()).doesNotContain("error");
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1 | one",
            "2024-01-02 08:00:00 | 2 | two again",
            "2024-01-02 09:00:00 | 3 | three");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-03 00:00:00");
    assertThat(lab.tables().summary("copy"))
        .containsEntry("flarepath.write", "merge")
        .containsEntry("flarepath.rows-result", "2");
    assertThat(lab.tables().branches("copy")).containsExactly("main");
  }

  @Test
  void eachMergeIsOneSnapshotAfterTheFirst() {
    lab.catchUp(merging("matched then update set * when not matched then insert *").yaml());
    int before = lab.tables().history("copy").size();
    lab.tables().insert("events", "'2024-01-03 08:00:00', 9, 'nine'");
    lab.run(merging("matched then update set * when not matched then insert *").yaml());
    assertThat(lab.tables().history("copy")).hasSize(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy-on-write", "merge-on-read"})
  void assertionsJudgeTheMergedRowsAndNotTheOldOnesBesideThem(String mode) {
    Run run =
        lab.catchUp(
            merging("matched then update set * when not matched then insert *")
                .partitionedBy("")
                .properties("write.merge.mode: " + mode)
                .assertions(
                    """
                    - {sql: SELECT count(*) AS total FROM source, tests: ['total = 2']}
                    - {column: id, tests: ['distinct_count = 2']}
                    """)
                .yaml());
    assertThat(run.said()).doesNotContain("error");
    assertThat(lab.tables().rows("copy")).hasSize(3);
  }

  @Test
  void aMergeThatChangesNothingMovesTheStateAllTheSame() {
    lab.run(merging("not matched then insert *").yaml());
    List<String> rows = lab.tables().rows("copy");
    lab.run(
        merging("not matched then insert *")
            .step("none", "SELECT * FROM events WHERE 1 = 0")
            .yaml());
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-03 00:00:00");
  }

  @Test
  void severalRowsOfOneKeyAreFoundBeforeTheMerge() {
    Run run =
        lab.run(
            merging("matched then update set * when not matched then insert *")
                .step("twice", "SELECT * FROM events UNION ALL SELECT * FROM events")
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.DUPLICATE_KEYS);
    assertThat(run.failure().message())
        .isEqualTo("several rows of the result `twice` have the same `id`");
    assertThat(run.failure().notes().get(0)).contains("{\"id\":1,\"count\":2}");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  private static LoadJob merging(String on, String rows) {
    return LoadJob.daily()
        .whole()
        .step(
            "made",
            "SELECT timestamp'2024-01-01 08:00:00' AS at, CAST(id AS bigint) AS id, name FROM VALUES "
                + rows
                + " AS t(id, name)")
        .options(
            """
            merge:
              onClause: "%s"
              whenClause: matched then update set * when not matched then insert *
            """
                .formatted(on));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "old.id = new.id AND old.at >= timestamp'2024-01-01'; (1, 'a'), (1, 'b'); have the same `id`",
        "old.id = new.id AND length(new.name) = 1; (1, 'a'), (1, 'bb'); have the same `id`",
        "lower(`new`.`name`) = lower(old.name); (1, 'a'), (2, 'A'); have the same `lower(name)`",
        "old.id <=> new.id; (NULL, 'a'), (NULL, 'b'); have the same `id`",
        "old.id = new.id OR old.name = new.name; (1, 'a'), (2, 'a');"
            + " match each other, and would all be inserted",
      })
  void duplicatesAreFoundWhateverTheConditionSays(String on, String rows, String what) {
    Run run = lab.run(merging(on, rows).yaml());
    assertThat(run.failure().code()).isEqualTo(Code.DUPLICATE_KEYS);
    assertThat(run.failure().message()).isEqualTo("several rows of the result `made` " + what);
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void severalRowsThatMatchOneRowOfTheTableAreRefusedAndNothingChanges() {
    String either = "old.id = new.id OR old.name = new.name";
    lab.run(merging(either, "(1, 'a'), (2, 'b')").yaml());
    List<String> rows = lab.tables().rows("copy");
    Run run = lab.run(merging(either, "(1, 'c'), (3, 'a')").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.DUPLICATE_KEYS);
    assertThat(run.failure().message())
        .isEqualTo("several rows of the result `made` match the same row of the table");
    assertThat(run.failure().notes().get(0)).contains("\"id\":1", "\"id\":3", "\"name\":\"***\"");
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    assertThat(lab.tables().branches("copy")).containsExactly("main");
    assertThat(lab.run(merging(either, "(1, 'c'), (3, 'd')").yaml()).said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id, name FROM {}copy ORDER BY id"))
        .containsExactly("1 | c", "2 | b", "3 | d");
  }

  @Test
  void rowsWithoutAKeyAreInsertedEachTime() {
    LoadJob job = merging("old.id = new.id", "(NULL, 'a'), (NULL, 'b'), (1, 'c')");
    assertThat(lab.run(job.yaml()).said()).isEmpty();
    assertThat(lab.run(job.yaml()).said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id, name FROM {}copy ORDER BY id, name"))
        .containsExactly("null | a", "null | a", "null | b", "null | b", "1 | c");
  }

  @Test
  void aConditionOnTheTableDoesNotHideTheRowsThatItLeavesOut() {
    String recent = "old.id = new.id AND old.at >= timestamp'2024-01-01'";
    assertThat(lab.run(merging(recent, "(1, 'a'), (2, 'b')").yaml()).said()).isEmpty();
    assertThat(lab.run(merging(recent, "(1, 'c')").yaml()).said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id, name FROM {}copy ORDER BY id"))
        .containsExactly("1 | c", "2 | b");
    Run none =
        lab.run(merging(recent, "(1, 'c')").step("none", "SELECT * FROM made WHERE 1 = 0").yaml());
    assertThat(none.said()).isEmpty();
  }

  @Test
  void aMergeThatTheEngineRejectsPointsAtItsClauseAndLeavesNothing() {
    Run run =
        lab.run(
            LoadJob.daily()
                .options(
                    "merge: {onClause: old.nothing = new.id, whenClause: not matched then insert *}")
                .yaml());
    assertThat(run.failure().code()).isEqualTo(Code.STEP_FAILED);
    assertThat(run.failure().notes().get(0)).contains("nothing");
    assertThat(run.failure().place()).isPresent();
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aMergeBesideIcebergWorksAndSaysWhereItBelongs() {
    assertThat(lab.problems(merging("not matched then insert *").yaml()))
        .anySatisfy(
            said -> {
              assertThat(said.code()).isEqualTo(Code.MISPLACED_KEY);
              assertThat(said.message())
                  .isEqualTo("`merge` belongs in `outputs[].options.iceberg`");
            });
  }

  @Test
  void ignoreWritesOnlyATableThatIsNotThere() {
    String workflow = LoadJob.daily().saveMode("ignore").yaml();
    assertThat(lab.run(workflow).job().status()).isEqualTo(Status.SUCCEEDED);
    List<String> rows = lab.tables().rows("copy");
    Run again = lab.run(workflow);
    assertThat(again.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(again.job().reason()).isEqualTo("the tables exist, and saveMode is ignore");
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
  }

  @Test
  void errorIfExistsRefusesATableThatIsThere() {
    String workflow = LoadJob.daily().saveMode("errorIfExists").yaml();
    assertThat(lab.run(workflow).job().status()).isEqualTo(Status.SUCCEEDED);
    Run again = lab.run(workflow);
    assertThat(again.failure().message()).isEqualTo("the table icebase.retail.copy exists");
  }
}
