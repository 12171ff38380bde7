package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are partitioned by a field of a struct. */
@Tag("spark")
class NestedPartitionsTest {

  private static final String COLUMNS =
      "at timestamp, id bigint, p struct<at: timestamp, `k.l`: string>, `a.b` struct<n: bigint>";

  @RegisterExtension final Lab lab = new Lab();

  private void events() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", COLUMNS, "")
        .sql(
            "INSERT INTO {}events SELECT at, id, named_struct('at', at, 'k.l', 'k' || id % 2),"
                + " named_struct('n', id) FROM (SELECT id, timestamp '2024-01-01 06:00:00'"
                + " + make_interval(0, 0, 0, 0, 12 * CAST(id AS int)) AS at FROM range(0, 6))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"days(p.at)", "p.`k.l`, days(at)", "bucket(2, `a.b`.n)"})
  void rowsAreWrittenAsThePartitionsOfATableAre(String partitions) {
    events();
    lab.tables().create("copy", COLUMNS, partitions);
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.output(0).write().word()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aTableIsMadeWithSuchPartitions() {
    events();
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .partitionedBy(
                    "- {type: day, column: p.at}\n- {type: bucket, column: a.b.n, numBuckets: 2}")
                .yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().table("copy").spec().fields()).hasSize(2);
  }

  @Test
  void aFieldThatTheStructLacksIsSaid() {
    events();
    Run run = lab.run(LoadJob.daily().partitionedBy("- {type: day, column: p.on}").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.BAD_PARTITION_FIELD);
    assertThat(run.failure().message())
        .isEqualTo("the table cannot be partitioned by day of `p.on`");
    assertThat(lab.tables().exists("copy")).isFalse();
  }
}
