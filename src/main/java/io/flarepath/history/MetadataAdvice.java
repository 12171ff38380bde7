package io.flarepath.history;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.publish.MetadataSize;
import io.flarepath.sql.SqlText;
import io.flarepath.state.PropertyNames;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of tables whose metadata makes each commit slow, by its measured size. */
final class MetadataAdvice {

  private static final double MIB = 1024.0 * 1024;

  /** So many snapshots, or so large a file, take a good part of a small window's time. */
  private static final int MANY_SNAPSHOTS = 1_000;

  private static final double LARGE_FILE = 4 * MIB;

  /** So many manifests, if they are small: Iceberg makes them of 8 MiB. */
  private static final int MANY_MANIFESTS = 500;

  private static final double SMALL_MANIFEST = 2 * MIB;

  private MetadataAdvice() {}

  static List<Diagnostic> of(TableFacts table, MetadataSize size) {
    List<Diagnostic> advice = new ArrayList<>();
    if (size.snapshots() >= MANY_SNAPSHOTS || size.bytes() >= LARGE_FILE) {
      advice.add(history(table, size));
    }
    if (size.manifests() >= MANY_MANIFESTS
        && size.manifestBytes() < SMALL_MANIFEST * size.manifests()) {
      advice.add(manifests(table.name(), size));
    }
    return advice;
  }

  private static Diagnostic history(TableFacts table, MetadataSize size) {
    Diagnostic found =
        Diagnostic.warning(
                Code.LARGE_METADATA,
                "the history of %s makes each commit slow: its metadata has %,d snapshots and %s"
                    .formatted(table.name(), size.snapshots(), text(size.bytes())))
            .because("each commit writes all of it again, and each window reads it several times");
    boolean expires = "true".equals(table.properties().get(PropertyNames.EXPIRE_SNAPSHOTS));
    return (expires
            ? found.help(
                "runs expire old snapshots of this table: lower `history.expire.max-snapshot-age-ms`"
                    + " or `history.expire.min-snapshots-to-keep` in its properties, and see by `SELECT *"
                    + " FROM %s.refs` which tags hold snapshots".formatted(table.name()))
            : found.help(
                "to let each run expire old snapshots: `%s: true` under the output's `properties`"
                    .formatted(PropertyNames.EXPIRE_SNAPSHOTS)))
        .help(
            "to expire them once: an action `expire_snapshots`, or `CALL %s.system.expire_snapshots(table => %s, retain_last => 100)`"
                .formatted(table.name().catalog(), path(table.name())));
  }

  private static Diagnostic manifests(TableName table, MetadataSize size) {
    return Diagnostic.warning(
            Code.LARGE_METADATA,
            "the manifests of %s make each commit slow: there are %,d, of %s on average"
                .formatted(table, size.manifests(), text(size.manifestBytes() / size.manifests())))
        .because("each commit lists all of them, and each query opens those that it cannot skip")
        .help(
            "to merge them: an action `rewrite_manifests`, or `CALL %s.system.rewrite_manifests(%s)`"
                .formatted(table.catalog(), path(table)));
  }

  private static String path(TableName table) {
    return SqlText.literal(table.toString().substring(table.catalog().length() + 1));
  }

  private static String text(long bytes) {
    return bytes < MIB
        ? String.format(Locale.ROOT, "%,d KiB", bytes / 1024)
        : String.format(Locale.ROOT, "%,.1f MiB", bytes / MIB);
  }
}
