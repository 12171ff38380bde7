package io.flarepath.publish;

import io.flarepath.audit.Measure;
import io.flarepath.diagnostic.Passage;
import io.flarepath.workflow.Quantity;
import java.util.List;
import java.util.Map;

/** Rows that are judged, for checks that need a query of their own. */
public interface StagedRows {

  /** The values of aggregates; those that are null are left out. */
  Map<String, Quantity> measure(List<Measure> measures);

  /**
   * The one row of a query over them, numbers by their columns' names in lower case; nulls are left
   * out.
   *
   * @throws io.flarepath.diagnostic.FlarepathException if it fails, or is not one row
   */
  Map<String, Quantity> row(Passage sql);

  /**
   * Some rows that fulfil a condition, as text.
   *
   * @param columns what is shown of them, unless the user asks for whole rows
   */
  List<String> examples(String condition, List<String> columns);

  /** Whether the values of a column are hidden in examples. */
  boolean hides(String column);
}
