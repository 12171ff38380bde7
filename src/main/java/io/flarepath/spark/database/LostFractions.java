package io.flarepath.spark.database;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.spark.rows.TypeText;
import io.flarepath.sql.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;

/**
 * Whether a table would round the rows of a result: databases do so silently where an integer
 * column gets fractions. Whole numbers of a type with fractions are no fault.
 */
public record LostFractions(JdbcTarget target, Dataset<Row> rows) {

  private static final Set<Integer> WHOLE =
      Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);

  /**
   * Looks: at the table only if the result has such types, and at the rows only if the table has
   * integers for them.
   *
   * @throws FlarepathException if fractions would be lost; nothing was written
   * @throws SQLException if the database does not answer
   */
  public void check() throws SQLException {
    List<StructField> suspects =
        Arrays.stream(rows.schema().fields()).filter(LostFractions::hasFractions).toList();
    if (suspects.isEmpty() || target.isAnew()) {
      return;
    }
    Optional<JdbcTable> table;
    try (Connection connection = target.open()) {
      // SQLite stores a fraction in a column of any type.
      table =
          connection.getMetaData().getDatabaseProductName().equals("SQLite")
              ? Optional.empty()
              : JdbcTable.of(connection, target.table());
    }
    if (table.isPresent()) {
      check(suspects, table.get());
    }
  }

  private void check(List<StructField> suspects, JdbcTable table) {
    List<String> faults = new ArrayList<>();
    for (StructField field : suspects) {
      Optional<JdbcTable.Column> whole =
          table.column(field.name()).filter(column -> WHOLE.contains(column.type()));
      if (whole.isPresent() && isRounded(field)) {
        faults.add(
            "`%s` is %s in the result, and %s in the table: its fractions would be lost"
                .formatted(field.name(), TypeText.of(field.dataType()), whole.get().typeName()));
      }
    }
    if (!faults.isEmpty()) {
      throw new JdbcCheck(target, rows.schema())
          .refused(
              Code.SCHEMA_MISMATCH,
              "the result `%s` does not fit %s"
                  .formatted(target.sink().view(), target.sink().target()),
              faults,
              "round or cast the column in the last step, or change the table's type");
    }
  }

  private boolean isRounded(StructField field) {
    Column value = rows.col(SqlText.identifier(field.name()));
    return !rows.filter(value.notEqual(functions.floor(value))).isEmpty();
  }

  private static boolean hasFractions(StructField field) {
    return field.dataType().equals(DataTypes.DoubleType)
        || field.dataType().equals(DataTypes.FloatType)
        || (field.dataType() instanceof DecimalType decimal && decimal.scale() > 0);
  }
}
