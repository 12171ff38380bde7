package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One write into many partitions, whose rows come in no order. */
@Tag("spark")
class ManyPartitionsTest {

  private static final String TRANSFORMS =
      """
      - {type: bucket, column: id, numBuckets: 3, name: id_bucket}
      - {type: truncate, column: word, width: 1, name: word_start}
      - {type: identity, column: amount}
      - {type: hour, column: at, name: at_hour}
      """;

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void eachPartitionGetsOneFile() {
    createEvents();
    assertThat(lab.run(job().yaml()).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasSize(240);
    assertThat(
            lab.tables()
                .sql(
                    "SELECT count(*) = count(DISTINCT CAST(partition AS string)) FROM {}copy.files"))
        .containsExactly("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void theTableSaysWhetherOneFileIsOpenForEachPartition(String fanout) {
    createEvents();
    LoadJob job = job().properties("write.spark.fanout.enabled: " + fanout);
    for (int runs = 0; runs < 2; runs++) {
      assertThat(lab.run(job.yaml()).said()).isEmpty();
    }
    assertThat(lab.tables().rows("copy")).hasSize(240);
    assertThat(lab.tables().table("copy").properties())
        .containsEntry("write.spark.fanout.enabled", fanout);
  }

  @Test
  void anOptionOfTheOutputSaysItForOneJob() {
    createEvents();
    String yaml = job().options("extraOptions: {fanout-enabled: 'true'}").yaml();
    assertThat(lab.run(yaml).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).hasSize(240);
  }

  /** Zero and its negative are two partitions to Iceberg, and one value to Spark's sort. */
  private void createEvents() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint, word string, amount double", "")
        .sql(
            """
            INSERT INTO {}events
            SELECT timestamp '2024-01-01' + make_interval(0, 0, 0, 0, (id * 7) % 5), id,
              element_at(array('b', 'a', 'ä', '', null), cast(id % 5 AS int) + 1),
              element_at(
                array(-0.0D, 0.0D, 0.5D, double('NaN'), double('-Infinity'), null),
                cast(id % 6 AS int) + 1)
            FROM range(240)
            """);
  }

  private static LoadJob job() {
    return LoadJob.daily().whole().saveMode("overwrite").properties("").partitionedBy(TRANSFORMS);
  }
}
