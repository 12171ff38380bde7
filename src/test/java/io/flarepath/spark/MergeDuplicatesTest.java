package io.flarepath.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.audit.PersonalColumns;
import io.flarepath.lab.LabSpark;
import io.flarepath.spark.MergeDuplicates.Found;
import io.flarepath.spark.rows.ShownRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows of a merge's source are too many, whatever its condition says. */
@Tag("spark")
class MergeDuplicatesTest {

  /** As with {@code --show-rows}. */
  private static final ShownRows ALL = new ShownRows(true, new PersonalColumns(Map.of()));

  private static final String UPSERT =
      "WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *";
  private static final String UPDATE = "WHEN MATCHED THEN UPDATE SET *";

  private final SparkSession session = LabSpark.session();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "old.id = new.id; [id]; false",
        "new.id == old.id AND old.name = new.name; [id, name]; false",
        "(old.id = new.id) AND ((`new`.`name`) <=> `old`.name); [id, name]; false",
        "OLD.ID = NEW.ID; [ID]; false",
        "old.id = new.id AND old.day >= date'2024-01-01' AND 1 = 1; [id]; false",
        "old.id = new.id AND new.flag AND new.id > 3; [id]; true",
        "old.id = new.id AND (new.flag OR new.id > 3); [id]; true",
        "lower(old.name) = lower(new.name); [lower(name)]; false",
        "old.id = CAST(new.name AS bigint); [CAST(name AS BIGINT)]; false",
        "old.id = new.id /* AND nothing */ -- more; [id]; false",
        "(old.id, old.name) = (new.id, new.name); [struct(id, name)]; false"
      })
  void keysAreReadOffAListOfEqualities(String on, String names, boolean hasOfNew) {
    MergeCondition condition = MergeCondition.of(meeting(on + "\n", UPSERT, none(), none()));
    assertThat(condition.isReadable()).isTrue();
    if (!on.startsWith("(old.id, ")) {
      assertThat(condition.keys()).extracting(MergeCondition.Key::name).hasToString(names);
    }
    assertThat(condition.ofNew().isPresent()).isEqualTo(hasOfNew);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "old.id = new.id OR old.name = new.name",
        "old.id = new.id AND old.day < new.day",
        "old.id + new.id = 0",
        "NOT (old.id <> new.id)",
        "old.id IN (new.id, 7)",
        "old.day BETWEEN new.day AND new.day",
        "new.flag",
        "old.name = 'x'",
        "false"
      })
  void everythingElseIsNoListOfKeys(String on) {
    assertThat(MergeCondition.of(meeting(on, UPSERT, none(), none())).isReadable()).isFalse();
  }

  /** Rows are id, name, flag. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "old.id = new.id; (1,'a',true),(1,'b',true),(2,'c',true); `id`; {\"id\":1,\"count\":2}",
        "old.id = new.id AND old.day >= date'2024-01-01'; (1,'a',true),(1,'b',true); `id`; {\"id\":1,\"count\":2}",
        "old.id = new.id AND new.flag; (1,'a',true),(1,'b',true),(1,'c',false); `id`; {\"id\":1,\"count\":3}",
        "old.id = new.id AND new.flag; (1,'a',false),(1,'b',NULL); `id`; {\"id\":1,\"count\":2}",
        "old.id = new.id AND new.flag; (1,'a',true),(1,'b',false); `id`; {\"id\":1,\"count\":2}",
        "lower(old.name) = lower(new.name); (1,'ONE',true),(2,'one',true); `lower(name)`; {\"lower(name)\":\"one\",\"count\":2}",
        "`new`.`id` <=> `old`.`id`; (NULL,'a',true),(NULL,'b',true); `id`; {\"id\":null,\"count\":2}",
        "old.id = new.id AND old.name <=> new.name; (1,NULL,true),(1,NULL,false); `id`, `name`; {\"id\":1,\"name\":null,\"count\":2}",
        "old.id = new.name; (1,'1',true),(2,'01',true); `name`; {\"name\":1,\"count\":2}",
        "old.id = new.id * 0; (1,'a',true),(2,'b',true); `(id * 0)`; {\"(id * 0)\":0,\"count\":2}",
      })
  void rowsOfOneKeyAreFound(String on, String rows, String keys, String example) {
    Found found = find(on, UPSERT, none(), source(rows)).orElseThrow();
    assertThat(found.what()).isEqualTo("have the same " + keys);
    assertThat(found.examples()).containsExactly(example);
    assertThat(found.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "old.id = new.id OR old.name = new.name; (1,'a',true),(2,'a',true)",
        "old.id = new.id OR old.name = new.name; (1,'a',true),(1,'b',true)",
        "old.id = new.id OR (old.id IS NULL AND new.id IS NULL); (NULL,'a',true),(NULL,'b',true)",
        "NOT (old.id <> new.id); (1,'a',true),(1,'a',true)",
        "abs(old.id - new.id) < 2; (1,'a',true),(2,'b',true)",
        "old.name LIKE concat(new.name, '%'); (1,'ab',true),(2,'a',true)",
        "old.id >= new.id AND old.name = new.name; (1,'a',true),(2,'a',true)",
        "new.flag; (1,'a',false),(2,'b',true)",
        "old.flag; (1,'a',true),(2,'b',true)",
        "true; (1,'a',true),(2,'b',true)"
      })
  void rowsThatMatchWhatAnotherInsertsAreFoundByTheConditionItself(String on, String rows) {
    Found found = find(on, UPSERT, none(), source(rows)).orElseThrow();
    assertThat(found.what()).isEqualTo("match each other, and would all be inserted");
    assertThat(found.examples().get(0)).contains("\"name\":");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "old.id = new.id; (1,'a',true),(2,'a',true)",
        "old.id = new.id; (NULL,'a',true),(NULL,'a',true)",
        "old.id = new.id AND old.name = new.name; (1,NULL,true),(1,NULL,true),(1,'a',true)",
        "old.id = new.id AND new.flag; (1,'a',true),(2,'b',false),(NULL,'c',false)",
        "old.id = new.id OR old.name = new.name; (1,'a',true),(2,'b',true)",
        "old.id = new.id AND old.name < new.name AND new.flag; (1,'a',false),(1,'b',false)",
        "abs(old.id - new.id) < 2; (1,'a',true),(3,'b',true)",
        "old.id = new.id OR old.name = new.name; (NULL,NULL,true),(NULL,NULL,true)",
        "new.flag; (1,'a',false),(1,'a',false)",
        "false; (1,'a',true),(1,'a',true)",
      })
  void rowsThatDoNotMeetAreNot(String on, String rows) {
    assertThat(find(on, UPSERT, none(), source(rows))).isEmpty();
    assertThat(find(on, UPSERT, source(rows), none())).as("no rows").isEmpty();
  }

  /** One row closes the version in the table, and the other, of the same key, is the next one. */
  @Test
  void aRowThatUpdatesMayComeWithOneThatIsInserted() {
    String on = "old.id = new.id AND new.flag AND old.name <> 'closed'";
    Dataset<Row> rows = source("(1,'closed',true),(1,'b',false)");
    assertThat(find("old.id = new.id AND new.flag", UPSERT, source("(1,'a',true)"), rows))
        .isEmpty();
    assertThat(find(on, UPSERT, source("(1,'a',true)"), rows)).isEmpty();
    assertThat(find(on, UPSERT, source("(1,'closed',true)"), rows))
        .as("the condition on the table leaves the row out")
        .isPresent();
    assertThat(find("old.id = new.id AND new.flag", UPSERT, source("(2,'a',true)"), rows))
        .as("both would be inserted")
        .isPresent();
  }

  @Test
  void whatIsNotInsertedIsNotInsertedTwice() {
    Dataset<Row> old = source("(1,'a',true)");
    String either = "old.id = new.id OR old.name = new.name";
    assertThat(find(either, UPDATE, none(), source("(2,'c',true),(2,'d',true)"))).isEmpty();
    assertThat(
            find(
                "old.id = new.id AND new.flag", UPDATE, old, source("(1,'a',false),(1,'b',false)")))
        .isEmpty();
    assertThat(find(either, UPSERT, old, source("(1,'c',true),(3,'c',true)")))
        .as("the first one updates")
        .isEmpty();
    String some = UPDATE + " WHEN NOT MATCHED AND new.flag THEN INSERT *";
    assertThat(find(either, some, none(), source("(2,'c',false),(2,'d',true)"))).isEmpty();
    assertThat(find(either, some, none(), source("(2,'c',true),(2,'d',true)"))).isPresent();
  }

  @Test
  void whatIsInsertedIsWhatTheClauseSays() {
    String when = "WHEN NOT MATCHED THEN INSERT (id, old.name) VALUES (new.id * 10, 'new')";
    String either = "old.id = new.id OR old.flag = new.flag";
    assertThat(find(either, when, none(), source("(1,'a',true),(10,'b',true)"))).isPresent();
    assertThat(find(either, when, none(), source("(1,'a',true),(2,'b',true)")))
        .as("the flag is not inserted")
        .isEmpty();
  }

  @Test
  void rowsThatMatchOneRowOfTheTableAreShown() {
    MergeMeeting meeting =
        meeting(
            "old.id = new.id OR old.name = new.name",
            UPDATE,
            source("(1,'a',true),(2,'x',true)"),
            source("(1,'b',true),(3,'a',false),(2,'y',true)"));
    Found found = new MergeDuplicates(meeting, ALL).ofOneRow();
    assertThat(found.what()).isEqualTo("match the same row of the table");
    assertThat(found.count()).isEqualTo(1);
    assertThat(found.examples())
        .singleElement()
        .asString()
        .contains("\"id\":1", " and ", "\"id\":3");
  }

  @Test
  void valuesOfPersonsAreHidden() {
    ShownRows few = new ShownRows(false, new PersonalColumns(Map.of("flag", List.of("PII.Flag"))));
    Dataset<Row> rows = source("(1,'Ann',true),(2,'Ann',false)");
    MergeMeeting byName = meeting("old.name = new.name", UPSERT, none(), rows);
    assertThat(new MergeDuplicates(byName, few).find().orElseThrow().examples())
        .containsExactly("{\"name\":\"***\",\"count\":2}");
    Dataset<Row> old = source("(7,'Ann',true)");
    MergeMeeting either = meeting("old.name = new.name OR old.id = new.id", UPDATE, old, rows);
    assertThat(new MergeDuplicates(either, few).ofOneRow().examples())
        .singleElement()
        .asString()
        .contains("\"name\":\"***\"", "\"flag\":\"***\"", "\"id\":2")
        .doesNotContain("Ann", "true");
  }

  @Test
  void aKeyMayHaveTheNameOfACounter() {
    Dataset<Row> rows = session.sql("SELECT * FROM VALUES (1, 2), (1, 3) AS t(count, rows)");
    Found found =
        new MergeDuplicates(meeting("old.count = new.count", UPSERT, rows.limit(0), rows), ALL)
            .find()
            .orElseThrow();
    assertThat(found.what()).isEqualTo("have the same `count`");
  }

  private Optional<Found> find(String on, String when, Dataset<Row> old, Dataset<Row> fresh) {
    Dataset<Row> kept = fresh.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new MergeDuplicates(meeting(on, when, old, kept), ALL).find();
    } finally {
      kept.unpersist();
    }
  }

  private static MergeMeeting meeting(
      String on, String when, Dataset<Row> old, Dataset<Row> fresh) {
    try {
      return MergeMeeting.of(
          old, fresh, "MERGE INTO t AS old USING s AS new ON " + on + " " + when);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Dataset<Row> none() {
    return source("(1,'',true)").limit(0);
  }

  private Dataset<Row> source(String rows) {
    return session.sql(
        "SELECT CAST(id AS bigint) AS id, CAST(name AS string) AS name, CAST(flag AS boolean) AS flag,"
            + " date'2024-01-05' AS day FROM VALUES "
            + rows
            + " AS t(id, name, flag)");
  }
}
