package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.plan.TableChange.Partitions;
import io.flarepath.sql.SqlText;
import io.flarepath.table.Column;
import io.flarepath.table.ColumnTypes;
import io.flarepath.table.TableFacts;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Merge;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SchemaChange;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.PartitionField.Transform;
import io.flarepath.workflow.Sort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a result can be written as the workflow says, before anything is written. */
final class ResultCheck {

  private static final Pattern ALL_COLUMNS = Pattern.compile("(?i)\\b(set|insert)\\s*\\*");

  private ResultCheck() {}

  static void check(
      OutputPlan output, Optional<TableFacts> table, TableChange change, List<Column> result) {
    Problems problems = new Problems();
    namesDiffer(output.output(), result, problems);
    table
        .filter(facts -> !namesItsColumns(output))
        .ifPresent(facts -> columnsFit(output, facts, change, result, problems));
    output.output().sort().ifPresent(sort -> sortColumns(sort, result, problems));
    assertedColumns(output.output(), result, problems);
    output.output().merge().ifPresent(merge -> mergeKeys(merge, result, problems));
    columnsHaveTypes(output.output(), table.isEmpty() ? result : change.added(), problems);
    if (table.isEmpty() || change.partitions() != Partitions.STAY) {
      partitionColumns(output, table, result, problems);
    }
    if (problems.hasErrors()) {
      throw new FlarepathException(problems.all());
    }
  }

  static void check(SinkPlan sink, List<Column> result) {
    Problems problems = new Problems();
    Output output = sink.output();
    if (sink.target().asFiles().isPresent()) {
      namesDiffer(output, result, problems);
      columnsHaveTypes(output, result, problems);
    }
    output.sort().ifPresent(sort -> sortColumns(sort, result, problems));
    assertedColumns(output, result, problems);
    for (Located<String> column : output.writer().partitionBy()) {
      if (!has(result, column.value())) {
        problems.add(
            lacking(Code.PARTITION_COLUMN_MISSING, "partition column", column.value(), result)
                .at(column.span()));
      }
    }
    if (problems.hasErrors()) {
      throw new FlarepathException(problems.all());
    }
  }

  /** A merge that sets single columns takes what it names, and needs no others. */
  private static boolean namesItsColumns(OutputPlan output) {
    return output.output().merge().stream()
        .map(merge -> merge.when().text())
        .anyMatch(when -> !ALL_COLUMNS.matcher(when).find());
  }

  private static void namesDiffer(Output output, List<Column> result, Problems problems) {
    Set<String> names = new HashSet<>();
    for (Column column : result) {
      if (column.name().isEmpty()) {
        problems.add(unfit(output, "a column without a name").help("give it a name with AS"));
      }
      ColumnTypes.twice(column.type())
          .map(
              field ->
                  unfit(
                          output,
                          "two fields called `%s` in `%s`"
                              .formatted(SqlText.shown(field), column.name()))
                      .because("the names of a struct's fields must be unique, ignoring case")
                      .help("drop one of them, or give it another name"))
          .ifPresent(problems::add);
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        problems.add(
            unfit(output, "two columns called `" + column.name() + "`")
                .because("column names of a table must be unique, ignoring case")
                .help("drop one of them, or rename it with AS"));
      }
    }
  }

  /** A column that is null in each row fits any table that is there, and makes none. */
  private static void columnsHaveTypes(Output output, List<Column> result, Problems problems) {
    for (Column column : result) {
      ColumnTypes.untyped(column.type())
          .map(
              place ->
                  unfit(output, "a column without a type, `" + column.name() + place + "`")
                      .because("it is always null, so its type cannot be inferred")
                      .help(typed(column, place)))
          .ifPresent(problems::add);
    }
  }

  private static String typed(Column column, String place) {
    return place.isEmpty()
        ? "give it a type: `CAST(NULL AS string) AS " + column.name() + "`"
        : "give it a type: write `CAST(NULL AS string)` for the null in `" + column.name() + "`";
  }

  private static Diagnostic unfit(Output output, String has) {
    return Diagnostic.error(
            Code.SCHEMA_MISMATCH, "the result `" + output.name().value() + "` has " + has)
        .at(output.name().span());
  }

  /** A result must have the table's columns, in any order, unless the table may change. */
  private static void columnsFit(
      OutputPlan output,
      TableFacts table,
      TableChange change,
      List<Column> result,
      Problems problems) {
    boolean mayAdd = output.output().schemaChange() == SchemaChange.ADD;
    List<Column> lacking = minus(table.columns(), result);
    List<Column> added = minus(result, table.columns());
    if (mayAdd) {
      merged(output, change, lacking, problems);
      required(output, table, lacking, problems);
      return;
    }
    if (lacking.isEmpty() && added.isEmpty()) {
      return;
    }
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.SCHEMA_MISMATCH,
                "the result `" + output.view() + "` does not fit the table " + output.table())
            .at(output.output().name().span());
    if (!lacking.isEmpty()) {
      diagnostic =
          diagnostic.because("the result lacks " + list(lacking) + ", which the table has");
    }
    if (!added.isEmpty()) {
      diagnostic = diagnostic.because("the result has " + list(added) + ", which the table lacks");
    }
    problems.add(
        diagnostic
            .help(
                "make the last step select exactly the table's columns, change the table with ALTER"
                    + " TABLE, or write to another table")
            .help(
                "or add new columns to the table and leave missing ones null:"
                    + " `schemaChange: add` under the output's `options`"));
  }

  /** A merge writes to the table as it is, long before anything is published. */
  private static void merged(
      OutputPlan output, TableChange change, List<Column> lacking, Problems problems) {
    List<Column> changes = new ArrayList<>(change.added());
    changes.addAll(change.widened());
    changes.addAll(lacking);
    if (output.output().merge().isPresent() && !changes.isEmpty()) {
      problems.add(
          Diagnostic.error(
                  Code.SCHEMA_MISMATCH, "a merge cannot change the columns of " + output.table())
              .at(output.output().name().span())
              .because("the result and the table differ in " + list(changes))
              .because(
                  "Spark merges into the current table before anything is published, and"
                      + " `schemaChange: add` changes columns only when rows are published")
              .help(
                  "change the table once with ALTER TABLE, and make the last step select its"
                      + " columns"));
    }
  }

  private static void required(
      OutputPlan output, TableFacts table, List<Column> lacking, Problems problems) {
    List<Column> needed =
        lacking.stream().filter(column -> table.required().contains(column.name())).toList();
    if (!needed.isEmpty()) {
      problems.add(
          Diagnostic.error(
                  Code.SCHEMA_MISMATCH,
                  "the result `" + output.view() + "` does not fit the table " + output.table())
              .at(output.output().name().span())
              .because("the result lacks " + list(needed) + ", which must not be null in the table")
              .help(
                  "make the last step select it, or allow nulls: ALTER TABLE … ALTER COLUMN …"
                      + " DROP NOT NULL"));
    }
  }

  private static void assertedColumns(Output output, List<Column> result, Problems problems) {
    for (Assertion assertion : output.assertions()) {
      assertion
          .asOfColumn()
          .map(Assertion.OfColumn::column)
          .filter(column -> !has(result, column.value()))
          .map(
              column ->
                  lacking(Code.ASSERTED_COLUMN_MISSING, "column", column.value(), result)
                      .at(column.span()))
          .ifPresent(problems::add);
    }
  }

  private static void sortColumns(Sort sort, List<Column> result, Problems problems) {
    for (Sort.Column column : sort.columns()) {
      if (!has(result, column.name().value())) {
        problems.add(
            lacking(Code.SORT_COLUMN_MISSING, "sort column", column.name().value(), result)
                .at(column.name().span()));
      }
    }
  }

  private static void partitionColumns(
      OutputPlan output, Optional<TableFacts> table, List<Column> result, Problems problems) {
    List<Column> columns = new ArrayList<>(result);
    table.ifPresent(facts -> columns.addAll(facts.columns()));
    for (PartitionField field : output.partitioning()) {
      if (!has(result, field.column().value()) && !hasStruct(result, field.column().value())) {
        problems.add(
            lacking(
                    Code.PARTITION_COLUMN_MISSING,
                    "partition column",
                    field.column().value(),
                    result)
                .at(field.column().span()));
      }
      field
          .name()
          .filter(name -> has(columns, name.value()) && !isItsOwn(field, name.value()))
          .ifPresent(
              name ->
                  problems.add(
                      Diagnostic.error(
                              Code.BAD_PARTITION_FIELD,
                              "the partition field `" + name.value() + "` has the name of a column")
                          .at(name.span())
                          .because(
                              "Iceberg requires partition fields and columns to have different"
                                  + " names")
                          .help("choose another name, for example `" + name.value() + "_part`")));
    }
  }

  /** Whether a name can be that of a struct's field; Iceberg knows whether it is. */
  private static boolean hasStruct(List<Column> result, String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    return result.stream()
        .filter(column -> column.type().toLowerCase(Locale.ROOT).startsWith("struct<"))
        .anyMatch(column -> folded.startsWith(column.name().toLowerCase(Locale.ROOT) + "."));
  }

  /** An identity partition may have its column's name: it is the same value. */
  private static boolean isItsOwn(PartitionField field, String name) {
    return field.transform().value() == Transform.IDENTITY && field.column().value().equals(name);
  }

  private static void mergeKeys(Merge merge, List<Column> result, Problems problems) {
    for (String key : MergeClauses.write(merge).keys()) {
      if (!has(result, key)) {
        problems.add(
            lacking(Code.SCHEMA_MISMATCH, "column of the merge's `onClause`,", key, result)
                .at(merge.on().span()));
      }
    }
  }

  private static Diagnostic lacking(Code code, String what, String name, List<Column> result) {
    List<String> names = result.stream().map(Column::name).toList();
    Diagnostic diagnostic =
        Diagnostic.error(code, "the result has no " + what + " `" + name + "`")
            .because("its columns are " + list(result));
    return Suggestion.nearest(name, names)
        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
        .orElse(diagnostic);
  }

  private static List<Column> minus(List<Column> columns, List<Column> others) {
    return columns.stream().filter(column -> !has(others, column.name())).toList();
  }

  private static boolean has(List<Column> columns, String name) {
    return columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
  }

  private static String list(List<Column> columns) {
    return columns.stream().map(Column::toString).collect(Collectors.joining(", "));
  }
}
