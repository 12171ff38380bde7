package io.flarepath.spark;

import io.flarepath.audit.ColumnProfile;
import io.flarepath.audit.ColumnProfile.Frequency;
import io.flarepath.audit.PersonalColumns;
import io.flarepath.audit.Statistic;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.rows.ShownRows;
import io.flarepath.spark.rows.TypeText;
import io.flarepath.sql.BoundSql;
import io.flarepath.table.Column;
import io.flarepath.workflow.Profile;
import io.flarepath.workflow.Profile.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Measures each column of some rows: all plain statistics in one pass over them, and for the most
 * frequent values a query of its own.
 */
final class ProfiledRows {

  private static final int MOST_FREQUENT = 5;

  private final Dataset<Row> rows;
  private final Profile wanted;
  private final ShownRows shown;

  /**
   * @param shown which columns' values are hidden
   */
  ProfiledRows(Dataset<Row> all, Profile wanted, ShownRows shown) {
    this.shown = shown;
    this.rows = filtered(all, wanted.filters());
    this.wanted = wanted;
  }

  List<ColumnProfile> columns() {
    // Two columns may have one name, and one may hold a dot: by position they differ.
    List<Column> columns = TypeText.columns(rows);
    String[] names = new String[columns.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = "c" + i;
    }
    Dataset<Row> renamed = rows.toDF(names);
    List<org.apache.spark.sql.Column> measures = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      for (Statistic statistic : statistics(columns.get(i))) {
        measures.add(functions.expr(statistic.expression(names[i])).cast("string"));
      }
    }
    Row measured = renamed.select(measures.toArray(org.apache.spark.sql.Column[]::new)).first();
    List<ColumnProfile> profiles = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < names.length; i++) {
      Map<Statistic, String> values = new LinkedHashMap<>();
      for (Statistic statistic : statistics(columns.get(i))) {
        if (!measured.isNullAt(at)) {
          boolean isHidden = statistic.isValue() && shown.hides(columns.get(i).name());
          values.put(statistic, isHidden ? PersonalColumns.MASK : measured.getString(at));
        }
        at++;
      }
      Column column = columns.get(i);
      profiles.add(
          new ColumnProfile(column.name(), column.type(), values, top(renamed, names[i], column)));
    }
    return profiles;
  }

  private List<Statistic> statistics(Column column) {
    return Statistic.of(wanted.level(), column.type());
  }

  private List<Frequency> top(Dataset<Row> renamed, String name, Column column) {
    if (wanted.level() != Level.ADVANCED || !Statistic.isPlain(column.type())) {
      return List.of();
    }
    return renamed
        .filter(functions.col(name).isNotNull())
        .groupBy(functions.col(name))
        .count()
        .orderBy(functions.col("count").desc(), functions.col(name).asc())
        .limit(MOST_FREQUENT)
        .select(functions.col(name).cast("string"), functions.col("count"))
        .collectAsList()
        .stream()
        .map(row -> new Frequency(shownValue(row, column), row.getLong(1)))
        .toList();
  }

  private String shownValue(Row row, Column column) {
    return shown.hides(column.name()) ? PersonalColumns.MASK : row.getString(0);
  }

  private static Dataset<Row> filtered(Dataset<Row> all, List<Passage> filters) {
    Dataset<Row> some = all;
    for (Passage filter : filters) {
      try {
        some = some.filter(functions.expr(filter.text()));
      } catch (Exception e) {
        throw new FlarepathException(
            SparkFailures.located(
                e,
                BoundSql.of(filter),
                Diagnostic.error(Code.STEP_FAILED, "Spark rejected a filter of the profile")),
            e);
      }
    }
    return some;
  }
}
