package io.flarepath.spark;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.iceberg.Schema;
import org.apache.iceberg.avro.AvroSchemaUtil;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {

  @ParameterizedTest
  @CsvSource({
    "id, id",
    "_id2, _id2",
    "a.b, a_x2Eb",
    "event name, event_x20name",
    "1st, _1st",
    "größe-€, größe_x2D_x20AC",
    "`, _x60"
  })
  void aNameIsWrittenWithLettersDigitsAndUnderscores(String name, String written) {
    assertThat(FileNames.inFiles(name)).isEqualTo(written);
  }

  @Property
  void itIsAsIcebergWritesIt(@ForAll @NotEmpty String name) {
    Schema schema = new Schema(Types.NestedField.optional(1, name, Types.LongType.get()));
    assertThat(FileNames.inFiles(name))
        .isEqualTo(AvroSchemaUtil.convert(schema, "table").getFields().get(0).name());
  }
}
