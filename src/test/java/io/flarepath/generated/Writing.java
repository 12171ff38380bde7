package io.flarepath.generated;

import io.flarepath.lab.LoadJob;

/** How the result is written. */
enum Writing implements Value {
  OVERWRITE,
  APPEND,
  MERGE,
  /** Loses rows that share a partition with a later window, knowingly: only counted. */
  PARTITIONS;

  private static final String BY_ID =
      """
      merge:
        onClause: old.id = new.id
        whenClause: matched then update set * when not matched then insert *
      """;

  LoadJob on(LoadJob job) {
    return switch (this) {
      case OVERWRITE -> job;
      case APPEND -> job.saveMode("append").properties("");
      case MERGE -> job.options(BY_ID);
      case PARTITIONS -> job.options("replace: partitions");
    };
  }
}
