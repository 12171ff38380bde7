package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SchemaChange;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.Sort;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether an output names only columns that its result has, where the SQL of the result says all of
 * them. What it does not say is checked when the engine knows it, by {@link ResultCheck}.
 */
final class WrittenColumns {

  private final List<String> columns;
  private final Problems problems;

  private WrittenColumns(List<String> columns, Problems problems) {
    this.columns = columns;
    this.problems = problems;
  }

  /**
   * Checks an output.
   *
   * @param columns the names of the result's columns, as its SQL writes them
   */
  static void check(Output output, List<String> columns, Problems problems) {
    WrittenColumns written = new WrittenColumns(columns, problems);
    output.assertions().forEach(written::check);
    output.sort().ifPresent(written::check);
    if (output.merge().isEmpty() && output.schemaChange() == SchemaChange.FAIL) {
      // Else the table may have the column, and the result may lack it.
      output.partitioning().forEach(written::check);
    }
    output
        .merge()
        .ifPresent(
            merge ->
                MergeClauses.write(merge)
                    .keys()
                    .forEach(
                        key ->
                            written.check(
                                Code.SCHEMA_MISMATCH,
                                "column of the merge's `onClause`,",
                                key,
                                merge.on().span())));
  }

  /**
   * Checks what the tests of a query's one row name.
   *
   * @param columns the names of the query's columns
   */
  static void check(Assertion.OfSql assertion, List<String> columns, Problems problems) {
    for (Assertion.Test test : assertion.tests()) {
      if (columns.stream().noneMatch(test.metric()::equalsIgnoreCase)) {
        problems.add(
            lacking(
                Code.ASSERTED_COLUMN_MISSING,
                "the assertion's SQL has no column `" + test.metric() + "`",
                test.metric(),
                columns,
                test.text().span()));
      }
    }
  }

  private void check(Assertion assertion) {
    assertion
        .asOfColumn()
        .map(Assertion.OfColumn::column)
        .ifPresent(
            column -> check(Code.ASSERTED_COLUMN_MISSING, "column", column.value(), column.span()));
  }

  private void check(PartitionField field) {
    check(
        Code.PARTITION_COLUMN_MISSING,
        "partition column",
        field.column().value(),
        field.column().span());
  }

  private void check(Sort sort) {
    for (Sort.Column column : sort.columns()) {
      check(Code.SORT_COLUMN_MISSING, "sort column", column.name().value(), column.name().span());
    }
  }

  private void check(Code code, String what, String name, Span place) {
    if (!has(name)) {
      String message = "the result has no " + what + " `" + name + "`";
      problems.add(lacking(code, message, name, columns, place));
    }
  }

  private static Diagnostic lacking(
      Code code, String message, String name, List<String> columns, Span place) {
    Diagnostic fault =
        Diagnostic.error(code, message)
            .at(place)
            .because(
                "its columns are "
                    + columns.stream().collect(Collectors.joining("`, `", "`", "`")));
    return Suggestion.nearest(name, columns)
        .map(near -> fault.help("did you mean `" + near + "`?"))
        .orElse(fault);
  }

  /** A column, or a field of one that is a struct. */
  private boolean has(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return columns.stream()
        .map(column -> column.toLowerCase(Locale.ROOT))
        .anyMatch(column -> wanted.equals(column) || wanted.startsWith(column + "."));
  }
}
