package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.settings.CatalogSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a catalog keeps its tables. */
class WarehouseTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc, warehouse, warehouse",
    "jdbc, warehouse/, warehouse",
    "hadoop, lake, lake",
    "glue, s3://lake/warehouse/, s3://lake/warehouse",
    "rest, s3://lake/warehouse, s3://lake/warehouse",
  })
  void isAFolder(String type, String warehouse, String folder) {
    assertThat(Warehouse.of(catalog(Map.of("type", type, "warehouse", warehouse))))
        .contains(folder);
  }

  @Test
  void mayBeANameThatIsNoFolder() {
    assertThat(Warehouse.of(catalog(Map.of("type", "rest", "warehouse", "lake")))).isEmpty();
    assertThat(Warehouse.of(catalog(Map.of("catalog-impl", "a.B", "warehouse", "x")))).isEmpty();
    assertThat(Warehouse.of(catalog(Map.of("type", "in-memory")))).isEmpty();
  }

  private static CatalogSettings catalog(Map<String, String> properties) {
    return new CatalogSettings("icebase", properties);
  }
}
