package io.flarepath.plan;

import io.flarepath.workflow.Output;

/** How a workflow asks for an output's rows to be written, whatever the table and the pass are. */
enum AskedWrite {
  MERGE,
  APPEND,
  /** Adds rows to a table that is not there yet. */
  CREATE,
  REPLACE_ALL,
  /** Replaces the partitions that the result has rows for. */
  REPLACE_PARTITIONS,
  /** Replaces the rows of a pass's window, and no others. */
  REPLACE_WINDOW;

  static AskedWrite of(Output output) {
    if (output.merge().isPresent()) {
      return MERGE;
    }
    return switch (output.saveModeFor(false)) {
      case APPEND -> APPEND;
      case IGNORE, ERRORIFEXISTS -> CREATE;
      case OVERWRITE -> output.dynamicOverwrite() ? replaced(output) : REPLACE_ALL;
    };
  }

  private static AskedWrite replaced(Output output) {
    return switch (output.replace()) {
      case WINDOW -> REPLACE_WINDOW;
      case PARTITIONS -> REPLACE_PARTITIONS;
    };
  }
}
