package io.flarepath.spark.guard;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import io.flarepath.spark.sql.QueryShape;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.BoundSql.Replacement;
import io.flarepath.sql.SampleBinding;
import io.flarepath.sql.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proof that the values of keys are nothing but values, made before the engine sees them: SQL
 * with them in it is one query, and the same one as with samples.
 *
 * <p>It does not trust how the values were written into the SQL, which is what it proves.
 */
public final class SameShape {

  private static final String SELECT = "SELECT (";
  private static final String END = "\n)";

  /** As Spark finds them. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\S+?}");

  private SameShape() {}

  /**
   * Checks a query.
   *
   * @throws FlarepathException if a value makes another statement of it
   */
  public static void check(BoundSql sql) {
    if (sql.replacements().isEmpty()) {
      return;
    }
    Optional<String> shape = QueryShape.ofQuery(sql);
    boolean isSame =
        shape.isPresent()
            && isApartFromVariables(sql)
            && SampleBinding.forms(SqlTemplate.of(sql.origin())).stream()
                .anyMatch(sample -> QueryShape.ofQuery(sample).equals(shape));
    if (!isSame) {
      throw changed(sql);
    }
  }

  /**
   * Checks an expression.
   *
   * @throws FlarepathException if a value makes something else of it
   */
  public static void checkExpression(BoundSql expression) {
    if (!expression.replacements().isEmpty()) {
      check(selected(expression));
    }
  }

  /** A query of nothing but an expression. */
  private static BoundSql selected(BoundSql expression) {
    Passage origin = expression.origin();
    int end = origin.text().length();
    Passage query = origin.with(end, end, END).with(0, 0, SELECT);
    List<Replacement> moved = new ArrayList<>();
    for (Replacement each : expression.replacements()) {
      SqlTemplate.Place place = each.place();
      moved.add(
          new Replacement(
              new SqlTemplate.Place(
                  place.key(), place.start() + SELECT.length(), place.end() + SELECT.length()),
              each.start() + SELECT.length(),
              each.end() + SELECT.length()));
    }
    return new BoundSql(SELECT + expression.text() + END, query, moved);
  }

  /** Spark replaces variables before it parses, so no value may be in one, or make one. */
  private static boolean isApartFromVariables(BoundSql sql) {
    return VARIABLE
        .matcher(sql.text())
        .results()
        .allMatch(variable -> sql.keysWithin(variable.start(), variable.end()).isEmpty());
  }

  private static FlarepathException changed(BoundSql sql) {
    Replacement first = sql.replacements().get(0);
    Span place = sql.origin().span(first.place().start(), first.place().end());
    Diagnostic changed =
        Diagnostic.error(
                Code.VALUE_CHANGES_SQL, "with its values this SQL would be another statement")
            .at(place)
            .because("a key is a value, and must not change what the SQL does")
            .because("it would run as: " + sql.text().strip())
            .help("compare a column with the key, as in `c >= '$|start|'`")
            .help("look at the values: `flarepath state show` prints those of the state");
    return new FlarepathException(changed);
  }
}
