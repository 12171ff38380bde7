package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import java.util.List;

/** The keys of {@code variables} of a job. */
final class VariablesKeys {

  private static final Key<Boolean> KEEP_SYSTEM_COLUMNS =
      Key.withDefault(
          "keepSystemColumns",
          Scalar.BOOL,
          false,
          "whether to keep the column `__metadata` of an input; by default, it is dropped");

  /** Whether system columns stay; other variables are Flare's own. */
  static final Section<Boolean> SECTION =
      Section.of(
              "job.variables",
              List.of(KEEP_SYSTEM_COLUMNS),
              fields -> fields.get(KEEP_SYSTEM_COLUMNS))
          .open();

  private VariablesKeys() {}
}
