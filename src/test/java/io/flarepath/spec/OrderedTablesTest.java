package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that say how the rows of their files are sorted. */
@Tag("spark")
class OrderedTablesTest {

  @RegisterExtension final Lab lab = new Lab();

  private void events() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "")
        .sql(
            "INSERT INTO {}events SELECT timestamp '2024-01-01 00:00:00'"
                + " + make_interval(0, 0, 0, 0, 0, CAST(10 * id AS int)),"
                + " IF(id % 50 = 0, null, (id * 7919) % 400) FROM range(1, 401)");
  }

  /** Three windows of one month: the second and the third keep rows of those before. */
  @ParameterizedTest
  @CsvSource({
    "months(at), id ASC NULLS LAST, 'id < before OR before IS NULL AND id IS NOT NULL'",
    "months(at), id DESC NULLS FIRST, 'id > before OR before IS NOT NULL AND id IS NULL'",
    "'', id, 'id < before OR before IS NOT NULL AND id IS NULL'",
    "'', 'icebase.system.bucket(4, id), id', 'icebase.system.bucket(4, id) < icebase.system.bucket(4, before)'",
    "months(at), 'icebase.system.bucket(4, id) DESC NULLS LAST', 'icebase.system.bucket(4, id) > icebase.system.bucket(4, before) OR before IS NULL AND id IS NOT NULL'",
    "'', 'icebase.system.truncate(100, id) DESC NULLS FIRST', 'icebase.system.truncate(100, id) > icebase.system.truncate(100, before) OR before IS NOT NULL AND id IS NULL'",
    "'bucket(2, id)', 'icebase.system.truncate(100, id) ASC NULLS LAST, days(at) DESC', 'icebase.system.truncate(100, id) < icebase.system.truncate(100, before) OR before IS NULL AND id IS NOT NULL'",
  })
  void rowsAreSortedAsTheTableSays(String partitions, String order, String wrong) {
    events();
    lab.tables()
        .create("copy", "at timestamp, id bigint", partitions)
        .sql("ALTER TABLE {}copy WRITE ORDERED BY " + order.replace("icebase.system.", ""));
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.counts()).hasSize(3);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().sql("SELECT DISTINCT sort_order_id FROM {}copy.files"))
        .containsExactly("1");
    assertThat(
            lab.tables()
                .sql(
                    "SELECT count_if(n > 1 AND (%s)) FROM (SELECT id, %s, %s FROM {}copy)"
                        .formatted(
                            wrong,
                            "lag(id) OVER (PARTITION BY _file ORDER BY _pos) AS before",
                            "row_number() OVER (PARTITION BY _file ORDER BY _pos) AS n")))
        .containsExactly("0");
  }

  /** Another version of Iceberg may have more transforms; a file cannot bear the order's number. */
  @ParameterizedTest
  @ValueSource(strings = {"", "days(at)"})
  void asFarAsAnOrderIsKnownRowsAreSortedByIt(String partitions) {
    events();
    lab.tables()
        .create("copy", "at timestamp, id bigint", partitions)
        .sql("ALTER TABLE {}copy WRITE ORDERED BY id DESC NULLS LAST, truncate(3, id), at");
    rewritten("truncate[3]", "curve[3]");
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().sql("SELECT DISTINCT sort_order_id FROM {}copy.files"))
        .containsExactly("0");
    assertThat(
            lab.tables()
                .sql(
                    "SELECT count_if(n > 1 AND id > before) FROM (SELECT id,"
                        + " lag(id) OVER (PARTITION BY _file ORDER BY _pos) AS before,"
                        + " row_number() OVER (PARTITION BY _file ORDER BY _pos) AS n FROM {}copy)"))
        .containsExactly("0");
    assertThat(lab.tables().table("copy").sortOrder().toString()).contains("curve[3]");
  }

  @Test
  void aTableThatIsPartitionedByAnUnknownTransformIsReadAndNotWritten() {
    events();
    lab.tables()
        .create("copy", "at timestamp, id bigint", "truncate(3, id)")
        .sql("INSERT INTO {}copy SELECT * FROM {}events LIMIT 1");
    rewritten("truncate[3]", "curve[3]");
    Run run = lab.run(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.BAD_PARTITION_FIELD);
    assertThat(run.failure().message())
        .isEqualTo(
            "the table icebase.retail.copy cannot be written to, because the transform of its partition field `id_trunc` is unknown");
    assertThat(lab.tables().history("copy")).hasSize(1);
    Run read = lab.run(LoadJob.named("read").from("copy").to("other").whole().yaml());
    assertThat(read.said()).isEmpty();
    assertThat(lab.tables().rows("other")).hasSize(1);
  }

  /** Changes words in a table's metadata. */
  private void rewritten(String word, String by) {
    TableOperations operations = ((HasTableOperations) lab.tables().table("copy")).operations();
    TableMetadata now = operations.current();
    operations.commit(
        now, TableMetadataParser.fromJson(TableMetadataParser.toJson(now).replace(word, by)));
  }

  @Test
  void theWorkflowsOwnSortIsNoOrderOfTheTable() {
    events();
    lab.tables()
        .create("copy", "at timestamp, id bigint", "months(at)")
        .sql("ALTER TABLE {}copy WRITE ORDERED BY id");
    Run run =
        lab.run(
            LoadJob.daily()
                .partitionedBy("")
                .options("sort: {mode: partition, columns: [{name: at, order: desc}]}")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT DISTINCT sort_order_id FROM {}copy.files"))
        .containsExactly("0");
  }
}
