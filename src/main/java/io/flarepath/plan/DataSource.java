package io.flarepath.plan;

import io.flarepath.workflow.Format;

/** Where an input's rows come from. */
public sealed interface DataSource {

  /** An Iceberg table. */
  record Table(TableName name) implements DataSource {
    @Override
    public String toString() {
      return name.toString();
    }
  }

  /**
   * Files.
   *
   * @param path a local path or any Hadoop path
   * @param format how they are stored
   */
  record Files(String path, Format format) implements DataSource {
    @Override
    public String toString() {
      return path;
    }
  }
}
