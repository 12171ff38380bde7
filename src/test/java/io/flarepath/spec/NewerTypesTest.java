package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import java.util.stream.Stream;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types and defaults of format version 3: taken where Spark knows them, else refused by name. */
@Tag("spark")
class NewerTypesTest {

  @RegisterExtension final Lab lab = new Lab();

  private void table(String name) {
    lab.tables()
        .sql(
            "CREATE TABLE {}%s (at timestamp, id bigint) USING iceberg TBLPROPERTIES"
                    .formatted(name)
                + " ('format-version' = '3')");
  }

  static Stream<Type> foreign() {
    return Stream.of(
        Types.VariantType.get(),
        Types.TimestampNanoType.withoutZone(),
        Types.TimestampNanoType.withZone(),
        Types.TimeType.get());
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void aTypeThatTheEngineLacksIsSaidWithItsColumn(Type type) {
    SampleEvents.threeDays(lab);
    table("odd");
    lab.tables().table("odd").updateSchema().addColumn("v", type).commit();
    Run output = lab.run(LoadJob.daily().partitionedBy("").to("odd").yaml());
    assertThat(output.failure().code()).isEqualTo(Code.SCHEMA_MISMATCH);
    assertThat(output.failure().message())
        .isEqualTo("Spark cannot read or write the column `v` of icebase.retail.odd");
    Run input = lab.run(LoadJob.daily().from("odd").yaml());
    assertThat(input.failure().message()).isEqualTo(output.failure().message());
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  @Test
  void aColumnOfUnknownTypeIsNull() {
    SampleEvents.threeDays(lab);
    table("copy");
    lab.tables().table("copy").updateSchema().addColumn("u", Types.UnknownType.get()).commit();
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").options("schemaChange: add").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id, u FROM {}copy WHERE id < 3 ORDER BY id"))
        .containsExactly("1 | null", "2 | null");
  }

  @Test
  void defaultsAreReadAndWritten() {
    SampleEvents.threeDays(lab);
    table("copy");
    lab.tables().insert("copy", "'2023-12-01 00:00:00', 90");
    lab.tables()
        .table("copy")
        .updateSchema()
        .addColumn("n", Types.IntegerType.get(), Literal.of(7))
        .addColumn("s", Types.StringType.get(), Literal.of("it's"))
        .commit();
    Run run = lab.catchUp(LoadJob.daily().partitionedBy("").options("schemaChange: add").yaml());
    assertThat(run.said()).isEmpty();
    assertThat(lab.tables().sql("SELECT id, n, s FROM {}copy WHERE id IN (1, 90) ORDER BY id"))
        .containsExactly("1 | 7 | it's", "90 | 7 | it's");
  }
}
