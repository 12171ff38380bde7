package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables whose earlier partition specs are made of a column that is not there any more. */
@Tag("spark")
class DroppedPartitionsTest {

  @RegisterExtension final Lab lab = new Lab();

  private static final String[] OLD_ROWS = {
    "'2023-12-31 00:00:00', 90, 'us'", "'2024-01-01 05:00:00', 91, 'eu'", "null, 92, 'eu'"
  };

  /** Rows 90 and 92 lie in no window; 91 lies in the first one, which replaces it. */
  @ParameterizedTest
  @CsvSource({
    "days(at), region, true",
    "'', region, true",
    "days(at), 'bucket(4, region)', true",
    "days(at), region, false",
  })
  void aDroppedColumnInAnOldSpecHidesNoRow(String kept, String dropped, boolean hasFiles) {
    SampleEvents.threeDays(lab);
    create(2, kept.isEmpty() ? dropped : kept + ", " + dropped);
    if (hasFiles) {
      lab.tables().insert("copy", OLD_ROWS);
    }
    drop(dropped);
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.output(0).write().word()).isEqualTo("replace-window");
    assertThat(lab.tables().rows("copy")).isEqualTo(expected(hasFiles));
  }

  /** Format version 1 keeps the field, and Iceberg cannot write by it. */
  @Test
  void aFieldThatVersion1LeftOfADroppedColumnIsSaid() {
    SampleEvents.threeDays(lab);
    create(1, "days(at), region");
    lab.tables().insert("copy", OLD_ROWS);
    drop("region");
    List<String> before = lab.tables().rows("copy");
    Run run = lab.run(LoadJob.daily().partitionedBy("").yaml());
    assertThat(run.failure().code()).isEqualTo(Code.BAD_PARTITION_FIELD);
    assertThat(run.failure().message())
        .isEqualTo(
            "Iceberg cannot write to the table icebase.retail.copy, because the column of its"
                + " partition field `region` was dropped");
    assertThat(lab.tables().rows("copy")).isEqualTo(before);
    lab.tables().sql("ALTER TABLE {}copy SET TBLPROPERTIES ('format-version' = '2')");
    lab.tables().sql("ALTER TABLE {}copy DROP PARTITION FIELD region");
    assertThat(lab.catchUp(LoadJob.daily().partitionedBy("").yaml()).said()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(expected(true));
  }

  private void create(int version, String partitions) {
    lab.tables()
        .sql(
            "CREATE TABLE {}copy (at timestamp, id bigint, region string) USING iceberg"
                + " PARTITIONED BY (%s) TBLPROPERTIES ('format-version' = '%d')"
                    .formatted(partitions, version));
  }

  private void drop(String field) {
    lab.tables().sql("ALTER TABLE {}copy DROP PARTITION FIELD " + field);
    lab.tables().sql("ALTER TABLE {}copy DROP COLUMN region");
  }

  private List<String> expected(boolean hasFiles) {
    List<String> rows = new ArrayList<>(lab.tables().rows("events"));
    if (hasFiles) {
      rows.add("2023-12-31 00:00:00 | 90");
      rows.add("null | 92");
    }
    return rows.stream().sorted().toList();
  }
}
