package io.flarepath.spark.rows;

import io.flarepath.audit.PersonalColumns;
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.About;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What is shown of rows that are at fault: a few columns without the data of persons, or whole rows
 * if the user asks for them.
 *
 * @param isWhole whether the user asks for them
 */
public record ShownRows(boolean isWhole, PersonalColumns personal) {

  /** The setting of the engine by which the user asks. */
  static final String SETTING = "spark.flarepath.show-rows";

  /** How many rows are shown. */
  static final int MOST = 3;

  /** How many whole rows are shown. */
  static final int MOST_WHOLE = 20;

  /** Of rows of a dataset of which this is said. */
  public static ShownRows of(SparkSession session, About about) {
    return new ShownRows(
        Boolean.parseBoolean(session.conf().get(SETTING, "false")),
        new PersonalColumns(about.columnTags()));
  }

  public boolean hides(String column) {
    return !isWhole && personal.has(column);
  }

  /** Some columns of rows; a value that is hidden can still be told from null. */
  public Dataset<Row> of(Dataset<Row> rows, List<String> columns) {
    return rows.select(
        columns.stream()
            .map(name -> shown(rows.col(SqlText.identifier(name)), name))
            .toArray(Column[]::new));
  }

  /** A column under its name, with its values hidden if they are of persons. */
  public Column shown(Column column, String name) {
    return hides(name)
        ? functions.when(column.isNotNull(), functions.lit(PersonalColumns.MASK)).as(name)
        : column.as(name);
  }
}
