package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.table.PartitionColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPlanTest {

  @ParameterizedTest
  @CsvSource({
    "zstd, '', write.parquet.compression-codec, zstd",
    "GZIP, '', write.parquet.compression-codec, gzip",
    "none, '', write.parquet.compression-codec, uncompressed",
    "none, 'write.format.default: ORC', write.orc.compression-codec, none",
    "snappy, 'write.format.default: avro', write.avro.compression-codec, snappy"
  })
  void theCompressionIsAPropertyOfTheFilesFormat(
      String written, String properties, String property, String codec) {
    OutputPlan plan =
        plan(LoadJob.daily().options("compressionType: " + written).properties(properties));
    assertThat(plan.properties(List.of("id"))).containsEntry(property, codec);
    assertThat(plan.writerOptions()).isEqualTo(Map.of("compression-codec", codec));
  }

  @Test
  void whatIsNamedAsAPropertyWins() {
    OutputPlan plan =
        plan(
            LoadJob.daily()
                .options("compressionType: gzip")
                .properties("write.parquet.compression-codec: zstd"));
    assertThat(plan.properties(List.of("id")))
        .isEqualTo(Map.of("write.parquet.compression-codec", "zstd"));
  }

  @Test
  void whatPeopleSayOfADatasetBecomesProperties() {
    OutputPlan plan =
        plan(
            LoadJob.daily()
                .about(
                    """
                    title: Copies
                    description: A copy of events
                    tags: [a, b]
                    columnTags: {id: [key, PII]}
                    """));
    assertThat(plan.properties(List.of("id")))
        .isEqualTo(
            Map.of(
                "flarepath.title", "Copies",
                "comment", "A copy of events",
                "flarepath.tags", "a,b",
                "flarepath.column-tags.id", "key,PII"));
  }

  @Test
  void labelsOfAColumnAddUpAndPatternsMatchFromTheStartOfAName() {
    OutputPlan plan =
        plan(
            LoadJob.daily()
                .about(
                    """
                    columnTags:
                      - {columnName: zip_code, tags: [PII.Gender]}
                      - {columnNames: [ZIP_code, city_id], tags: [Tier.Bronze, PII.Gender]}
                      - {columnRegex: 'city_*', tags: [Geo]}
                    """));
    assertThat(plan.properties(List.of("zip_code", "city_id", "city", "old_city")))
        .isEqualTo(
            Map.of(
                "flarepath.column-tags.zip_code", "PII.Gender,Tier.Bronze",
                "flarepath.column-tags.city_id", "Tier.Bronze,PII.Gender,Geo",
                "flarepath.column-tags.city", "Geo"));
  }

  @Test
  void partitionByIsIdentityWhereThereIsNoPartitionSpec() {
    LoadJob job = LoadJob.daily().options("partitionBy: [at, id]");
    assertThat(partitions(job)).isEqualTo("[day(at)]");
    assertThat(partitions(job.partitionedBy(""))).isEqualTo("[at, id]");
  }

  private static String partitions(LoadJob job) {
    return plan(job).partitioning().stream().map(PartitionColumn::of).toList().toString();
  }

  private static OutputPlan plan(LoadJob job) {
    return Plans.load(job).outputs().get(0);
  }
}
