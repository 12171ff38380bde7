package io.flarepath.spark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFolderTest {

  @ParameterizedTest
  @CsvSource({
    "s3a://lake/retail/orders, true",
    "s3://lake/retail/orders/, true",
    "s3a://lake/retail/orders/data, true",
    "s3a://lake/retail/orders/data/../metadata, true",
    "s3a://lake/retail/orders2, false",
    "s3a://lake/retail, false",
    "s3a://lake, false",
    "s3a://lake/retail/orders/.., false",
    "s3a://lake/retail/orders/../other, false",
    "s3a://sea/retail/orders, false",
    "hdfs://lake/retail/orders, false",
    "/retail/orders, false",
  })
  void aFolderIsWithinTheTablesOrNot(String folder, boolean isWithin) {
    Configuration files = new Configuration(false);
    files.set("fs.defaultFS", "hdfs://names:8020");
    assertThat(OwnFolder.isWithin(folder, "s3a://lake/retail/orders", files)).isEqualTo(isWithin);
    assertThat(OwnFolder.isWithin("/retail/orders", "hdfs://names:8020/retail/orders", files))
        .isTrue();
  }
}
