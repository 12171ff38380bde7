package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows of one partition are together also where they are sorted by the column that the partition is
 * made of. The writer has one file open, and fails if a partition comes a second time.
 */
@Tag("spark")
class SortedPartitionsTest {

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @CsvSource({
    "days(at), at ASC",
    "days(at), at DESC NULLS FIRST",
    "'days(at)', AT DESC NULLS LAST",
    "'days(at), bucket(3, id)', at ASC",
    "'bucket(3, id), days(at)', at ASC",
    "'bucket(3, id)', id ASC",
    "'truncate(10, id)', id DESC",
    "'truncate(2, name)', name ASC",
    "name, name DESC",
    "'name, days(at)', name ASC",
    "ratio, ratio ASC",
    "'days(at)', 'id ASC, at ASC'",
    "hours(at), at ASC",
  })
  void aTableThatSaysHowItIsSorted(String partitions, String order) {
    lab.now("2024-02-01T00:00");
    String columns = "at timestamp, id bigint, name string, ratio double";
    lab.tables()
        .create("events", columns, "")
        .sql(
            "INSERT INTO {}events SELECT timestamp '2024-01-01 00:00:00'"
                + " + make_interval(0, 0, 0, 0, 0, CAST((id * 7919) % 14400 AS int)), (id * 31) % 97,"
                + " IF(id % 50 = 0, null, concat(char(97 + (id * 17) % 7), '🛩', id % 3)),"
                + " element_at(array(0.0D, -0.0D, null, double('NaN')), CAST(1 + id % 4 AS int))"
                + " FROM range(1, 2001)");
    lab.tables()
        .create("copy", columns, partitions)
        .sql("ALTER TABLE {}copy WRITE ORDERED BY " + order);
    Run run =
        lab.run(
            LoadJob.daily()
                .partitionedBy("")
                // Else the shuffle may keep apart what the sort does not.
                .sparkConf("spark.sql.shuffle.partitions", "1")
                .key("end", "sql: select to_timestamp('$|start|') + INTERVAL '20' DAY")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(
            lab.tables()
                .sql(
                    "SELECT count(*) - count(DISTINCT CAST(partition AS string)) FROM {}copy.files"))
        .containsExactly("0");
  }
}
