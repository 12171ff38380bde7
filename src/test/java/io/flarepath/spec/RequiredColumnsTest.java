package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output columns that must not be null. */
@Tag("spark")
class RequiredColumnsTest {

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id bigint NOT NULL; at, IF(id = 2, null, id) AS id; id",
        "id bigint, p struct<a: bigint NOT NULL>; *, named_struct('a', nullif(id, 2)) AS p; p.a",
      })
  void aNullInOneIsSaidWithItsName(String columns, String select, String column) {
    SampleEvents.threeDays(lab);
    lab.tables().create("copy", "at timestamp, " + columns, "days(at)");
    Run run =
        lab.run(LoadJob.daily().step("out", "SELECT %s FROM events".formatted(select)).yaml());
    assertThat(run.failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(run.failure().message())
        .isEqualTo("the result `out` does not fit the table icebase.retail.copy");
    assertThat(run.failure().notes())
        .containsExactly(
            "the result has nulls in `%s`, which must not be null in the table".formatted(column));
    assertThat(lab.tables().rows("copy")).isEmpty();
  }
}
