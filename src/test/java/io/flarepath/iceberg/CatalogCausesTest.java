package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real catalogs that cannot be used, and what is said of them. */
class CatalogCausesTest {

  private final Path folder;

  CatalogCausesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aJdbcAddressThatNoDriverTakes() {
    Diagnostic said =
        failure(Map.of("type", "jdbc", "uri", "jdbc:mysql://h:3306/db", "warehouse", "w"));
    assertThat(said.notes())
        .contains(
            "no JDBC driver on the class path accepts addresses that start with `jdbc:mysql:`");
    assertThat(said.help())
        .contains("start with spark-submit: `--packages com.mysql:mysql-connector-j:9.4.0`")
        .contains("check `flarepath.catalogs.icebase` in the settings");
  }

  @Test
  void aRestCatalogWhosePortIsClosed() {
    Diagnostic said = failure(Map.of("type", "rest", "uri", "http://127.0.0.1:1"));
    assertThat(said.notes()).contains("connection refused: 127.0.0.1:1");
  }

  @Test
  void aRestCatalogOnAHostThatNobodyKnows() {
    Diagnostic said = failure(Map.of("type", "rest", "uri", "http://no-such-host.invalid:8181"));
    assertThat(said.notes()).contains("unknown host no-such-host.invalid");
  }

  @Test
  void aCatalogWhoseClassIsMissing() {
    Diagnostic said = failure(Map.of("catalog-impl", "org.projectnessie.Nothing"));
    assertThat(said.notes())
        .contains("the class org.projectnessie.Nothing is not on the class path");
    assertThat(said.help().get(0)).contains("iceberg-nessie");
  }

  @Test
  void storageWhosePackageIsMissing() {
    Diagnostic said = failure(Map.of("type", "hadoop", "warehouse", "s3a://bucket/warehouse"));
    assertThat(said.notes())
        .contains("the class org.apache.hadoop.fs.s3a.S3AFileSystem is not on the class path");
    assertThat(said.help().get(0)).contains("org.apache.hadoop:hadoop-aws:");
  }

  @Test
  void aFileThatIsWhereTheFolderOfSqliteShouldBe() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Diagnostic said =
        failure(
            Map.of("type", "jdbc", "uri", "jdbc:sqlite:" + file + "/catalog.db", "warehouse", "w"));
    assertThat(said.notes()).contains("the file of the SQLite database cannot be opened");
  }

  private static Diagnostic failure(Map<String, String> properties) {
    Settings settings =
        new Settings(
            Map.of(),
            Map.of("icebase", new CatalogSettings("icebase", properties)),
            Map.of(),
            new RunSettings(
                1,
                Duration.ZERO,
                Duration.ZERO,
                1,
                "UTC",
                "target",
                "target",
                "icebase.x.state",
                false));
    TableName table = new TableName("icebase", List.of("retail"), "orders");
    FlarepathException failed =
        catchThrowableOfType(FlarepathException.class, () -> new Catalogs(settings).load(table));
    return failed.diagnostics().get(0);
  }
}
