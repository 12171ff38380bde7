package io.flarepath.spark.database;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.spark.rows.TypeText;
import io.flarepath.workflow.Output.SaveMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.execution.datasources.jdbc.JdbcUtils;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Whether a database's table takes a result: columns, types and permissions. It looks, and changes
 * nothing.
 */
public record JdbcCheck(JdbcTarget target, StructType result) {

  /**
   * Looks.
   *
   * @throws FlarepathException if the table certainly does not take the result
   * @throws SQLException if the database does not answer
   */
  public void check() throws SQLException {
    haveTypes();
    try (Connection connection = target.open()) {
      Optional<JdbcTable> table = JdbcTable.of(connection, target.table());
      boolean isOverwritten = target.sink().saveMode() == SaveMode.OVERWRITE;
      if (table.isEmpty()) {
        return;
      }
      if (isOverwritten && target.isRecreated()) {
        mayBeMadeAnew(table.get());
        return;
      }
      columnsFit(table.get());
      if (PostgresTable.isOne(connection)) {
        new PostgresTable(connection, target).check(this, table.get());
      }
      if (isOverwritten && MySqlTable.isOne(connection)) {
        canBeReplaced(new MySqlTable(connection, target.table()));
      }
      if (isOverwritten && !table.get().dependents().isEmpty() && !target.cascades()) {
        throw refused(
            Code.WRITE_FAILED,
            target.sink().target() + " cannot be overwritten",
            List.of(
                "deleting its rows would also delete rows of other tables, through foreign keys: "
                    + String.join(", ", table.get().dependents())),
            "append, or replace its rows in the database itself");
      }
    }
  }

  private void haveTypes() {
    for (StructField field : result.fields()) {
      try {
        JdbcUtils.getJdbcType(field.dataType(), target.dialect());
      } catch (RuntimeException e) {
        throw unfit(
            List.of(
                "a database has no type for the column `%s`, which is %s"
                    .formatted(field.name(), TypeText.of(field.dataType()))));
      }
    }
  }

  private void columnsFit(JdbcTable table) {
    List<String> faults = new ArrayList<>();
    List<String> unknown =
        Arrays.stream(result.fieldNames()).filter(name -> table.column(name).isEmpty()).toList();
    if (!unknown.isEmpty()) {
      faults.add("the result has %s, which the table lacks".formatted(list(unknown)));
    }
    Set<JdbcTable.Column> given = new HashSet<>();
    for (String name : result.fieldNames()) {
      Optional<JdbcTable.Column> column = table.column(name);
      if (column.isPresent() && !given.add(column.get())) {
        faults.add(
            "two columns of the result go to the column `%s`".formatted(column.get().name()));
      }
      column
          .filter(JdbcTable.Column::isComputed)
          .ifPresent(
              found ->
                  faults.add(
                      "the database computes the column `%s` itself".formatted(found.name())));
    }
    List<String> missing =
        table.columns().stream()
            .filter(column -> column.isRequired() && !given.contains(column))
            .map(JdbcTable.Column::name)
            .toList();
    if (!missing.isEmpty()) {
      faults.add(
          "the result lacks %s, which must not be null in the table and has no default"
              .formatted(list(missing)));
    }
    if (!faults.isEmpty()) {
      faults.add(
          "the table's columns are "
              + list(table.columns().stream().map(JdbcTable.Column::name).toList()));
      throw unfit(faults);
    }
  }

  private FlarepathException unfit(List<String> why) {
    return refused(
        Code.SCHEMA_MISMATCH,
        "the result `%s` does not fit %s".formatted(target.sink().view(), target.sink().target()),
        why,
        "name and cast the columns in the last step to match the table, or change the table");
  }

  /** A refusal that says why, and that the table is as it was. */
  FlarepathException refused(Code code, String message, List<String> why, String help) {
    Diagnostic refused =
        Diagnostic.error(code, message)
            .at(
                code == Code.SCHEMA_MISMATCH
                    ? target.sink().output().name().span()
                    : target.sink().output().dataset().span());
    for (String reason : why) {
      refused = refused.because(reason);
    }
    return new FlarepathException(
        refused.because("nothing was written: the table's rows are unchanged").help(help));
  }

  private static String list(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  /** Foreign keys would point to the old table, or hinder its removal. */
  private void mayBeMadeAnew(JdbcTable table) {
    if (!table.referrers().isEmpty()) {
      throw refused(
          Code.WRITE_FAILED,
          target.sink().target() + " cannot be made anew",
          List.of(
              "foreign keys of other tables refer to it: " + String.join(", ", table.referrers())),
          "remove `truncate: 'false'`, so that the table stays and only its rows are replaced");
    }
  }

  private void canBeReplaced(MySqlTable table) throws SQLException {
    if (table.replacement() == MySqlTable.Replacement.NONE) {
      throw refused(
          Code.WRITE_FAILED,
          target.sink().target() + " cannot be overwritten",
          List.of(table.fault(), "a write that fails would leave it without its old rows"),
          "write to a table of the engine InnoDB, or append");
    }
  }
}
