package io.flarepath.iceberg;

import io.flarepath.diagnostic.Span;
import io.flarepath.plan.OutputPlan;
import io.flarepath.source.DepotPath;
import io.flarepath.spark.files.DepotWall;
import io.flarepath.table.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;

/**
 * Keeps the files of a table in its warehouse where symbolic links lead elsewhere. A catalog may
 * keep a table outside of its warehouse; then it says so, and there is no wall.
 */
record WarehouseWall(Optional<String> warehouse, Configuration hadoop) {

  /**
   * Before the table is created.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if its folder is out of the warehouse
   */
  void check(OutputPlan output) {
    warehouse.ifPresent(
        root ->
            check(
                output.table(),
                Optional.of(output.output().dataset().span()),
                Stream.concat(
                        Stream.of(root.replaceAll("/+$", "")),
                        Stream.concat(
                            output.table().namespace().stream(), Stream.of(output.table().table())))
                    .reduce((folder, step) -> folder + "/" + step)
                    .orElseThrow()));
  }

  /**
   * Before rows are written to a table.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if its folder is out of the warehouse,
   *     though its location is within
   */
  void check(OutputPlan output, Table table) {
    check(output.table(), Optional.of(output.output().dataset().span()), table.location());
  }

  /** The same where it is not known who writes. */
  void check(TableName name, Table table) {
    check(name, Optional.empty(), table.location());
  }

  private void check(TableName name, Optional<Span> place, String location) {
    if (warehouse.filter(root -> isWithin(location, root)).isEmpty()) {
      return;
    }
    try {
      new DepotWall(new DepotPath(location, warehouse), place, hadoop)
          .checkFolders("data", "metadata");
    } catch (IOException e) {
      throw Catalogs.failed(name, "its folder cannot be looked at", new UncheckedIOException(e));
    }
  }

  private static boolean isWithin(String location, String root) {
    return local(location).startsWith(local(root));
  }

  private static Path local(String path) {
    return Path.of(path.replaceFirst("^file:/*", "/")).toAbsolutePath().normalize();
  }
}
