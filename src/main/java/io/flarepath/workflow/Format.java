package io.flarepath.workflow;

import java.util.Locale;

/** How rows are stored. */
public enum Format {
  ICEBERG,
  PARQUET,
  CSV,
  JSON,
  ORC;

  /** The name as the engine knows it: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
