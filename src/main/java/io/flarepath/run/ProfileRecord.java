package io.flarepath.run;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.workflow.Profile.Level;
import java.util.List;

/**
 * The statistics of an input's columns, of the rows that one pass read.
 *
 * @param columns in the order of the input
 */
public record ProfileRecord(String input, Level level, List<ColumnProfile> columns) {
  public ProfileRecord {
    columns = List.copyOf(columns);
  }
}
