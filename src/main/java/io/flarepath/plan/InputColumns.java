package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.table.Column;
import io.flarepath.workflow.Assertion;
import java.util.List;

/** Whether an input has the columns that the job's assertions judge. */
public final class InputColumns {

  private InputColumns() {}

  /**
   * Looks for the columns.
   *
   * @throws io.flarepath.diagnostic.FlarepathException with every one that is not there
   */
  public static void check(InputPlan input, List<Assertion> assertions, List<Column> columns) {
    List<String> names = columns.stream().map(Column::name).toList();
    Problems problems = new Problems();
    for (Assertion assertion : assertions) {
      assertion
          .asOfColumn()
          .map(Assertion.OfColumn::column)
          .filter(column -> names.stream().noneMatch(column.value()::equalsIgnoreCase))
          .ifPresent(column -> problems.add(missing(input, column, names)));
    }
    problems.throwIfErrors();
  }

  private static Diagnostic missing(InputPlan input, Located<String> column, List<String> names) {
    return Diagnostic.error(
            Code.ASSERTED_COLUMN_MISSING,
            "the input `%s` has no column `%s`".formatted(input.name(), column.value()))
        .at(column.span())
        .because("its columns are `" + String.join("`, `", names) + "`")
        .help(Suggestion.help(column.value(), names));
  }
}
