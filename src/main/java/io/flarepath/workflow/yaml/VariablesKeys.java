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
          "whether the column `__metadata` of an input stays; without it, it is dropped");

  /** Whether system columns stay; whatever else stands there is the original's own. */
  static final Section<Boolean> SECTION =
      Section.of(
              "job.variables",
              List.of(KEEP_SYSTEM_COLUMNS),
              fields -> fields.get(KEEP_SYSTEM_COLUMNS))
          .open();

  private VariablesKeys() {}
}
