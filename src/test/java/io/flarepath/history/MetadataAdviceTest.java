package io.flarepath.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Severity;
import io.flarepath.publish.MetadataSize;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetadataAdviceTest {

  private static final long MIB = 1024 * 1024;

  private static List<Diagnostic> of(MetadataSize size, Map<String, String> properties) {
    TableFacts table =
        new TableFacts(
            new TableName("icebase", List.of("retail"), "copy"),
            "uuid",
            OptionalLong.of(1),
            List.of(),
            Set.of(),
            List.of(),
            List.of(),
            properties,
            List.of());
    return MetadataAdvice.of(table, size);
  }

  @Test
  void smallMetadataIsWell() {
    assertThat(of(new MetadataSize(4 * MIB - 1, 999, 499, 1), Map.of())).isEmpty();
    assertThat(of(new MetadataSize(1, 1, 5_000, 5_000 * 8 * MIB), Map.of())).isEmpty();
  }

  @Test
  void aLongHistoryIsSaidWithItsSizeAndWhatToRun() {
    Diagnostic found = of(new MetadataSize(5 * MIB / 2, 5_003, 1, 1), Map.of()).get(0);
    assertThat(found.code()).isEqualTo(Code.LARGE_METADATA);
    assertThat(found.severity()).isEqualTo(Severity.WARNING);
    assertThat(found.message())
        .isEqualTo(
            "the history of icebase.retail.copy makes each commit slow: its metadata has 5,003"
                + " snapshots and 2.5 MiB");
    assertThat(found.help())
        .containsExactly(
            "to let each run expire old snapshots: `flarepath.expire-snapshots: true` under the"
                + " output's `properties`",
            "to expire them once: an action `expire_snapshots`, or `CALL"
                + " icebase.system.expire_snapshots(table => 'retail.copy', retain_last => 100)`");
  }

  @Test
  void whereRunsExpireAlreadyItIsSaidWhatHoldsSnapshots() {
    Diagnostic found =
        of(new MetadataSize(5 * MIB, 10, 1, 1), Map.of("flarepath.expire-snapshots", "true"))
            .get(0);
    assertThat(found.message()).endsWith("its metadata has 10 snapshots and 5.0 MiB");
    assertThat(found.help().get(0))
        .startsWith("runs expire old snapshots of this table")
        .contains("SELECT * FROM icebase.retail.copy.refs");
  }

  @Test
  void manySmallManifestsAreToBeMerged() {
    Diagnostic found = of(new MetadataSize(1, 1, 800, 800 * 10 * 1024), Map.of()).get(0);
    assertThat(found.message())
        .isEqualTo(
            "the manifests of icebase.retail.copy make each commit slow: there are 800, of 10 KiB"
                + " on average");
    assertThat(found.help())
        .containsExactly(
            "to merge them: an action `rewrite_manifests`, or `CALL"
                + " icebase.system.rewrite_manifests('retail.copy')`");
  }
}
