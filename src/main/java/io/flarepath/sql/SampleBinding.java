package io.flarepath.sql;

import io.flarepath.sql.SqlTemplate.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Stands in for key values where there are none yet, so that SQL can be parsed before a run: a date
 * inside quotes, a number outside; and if that is not SQL, a number everywhere.
 */
public final class SampleBinding {

  private static final String DATE = "2000-01-01";
  private static final String NUMBER = "1";

  private SampleBinding() {}

  /** The bindings to try, the likeliest first; one only where it makes no difference. */
  public static List<BoundSql> candidates(SqlTemplate template) {
    Set<Place> quoted = quotedPlaces(template);
    BoundSql likely = template.bind((Place place) -> quoted.contains(place) ? DATE : NUMBER);
    return quoted.isEmpty()
        ? List.of(likely)
        : List.of(likely, template.bind((Place place) -> NUMBER));
  }

  /** The facts of the first binding that is SQL; if none is, the error of the likeliest one. */
  public static SqlFacts parse(SqlTemplate template, SqlParser parser) {
    List<BoundSql> candidates = candidates(template);
    SqlFacts likeliest = parser.parse(candidates.get(0));
    if (likeliest.isSql()) {
      return likeliest;
    }
    return candidates.stream()
        .skip(1)
        .map(parser::parse)
        .filter(SqlFacts::isSql)
        .findFirst()
        .orElse(likeliest);
  }

  private static Set<Place> quotedPlaces(SqlTemplate template) {
    Set<Place> quoted = new LinkedHashSet<>();
    for (Place place : template.places()) {
      if (isInQuotes(template.passage().text(), place.start())) {
        quoted.add(place);
      }
    }
    return quoted;
  }

  /** Whether a string literal is open at an offset. A quote in a comment opens nothing. */
  private static boolean isInQuotes(String sql, int offset) {
    char open = 0;
    int at = 0;
    while (at < offset) {
      char c = sql.charAt(at);
      if (open != 0) {
        if (c == '\\' && open != '`') {
          at++;
        } else if (c == open) {
          open = 0;
        }
      } else if (c == '\'' || c == '"' || c == '`') {
        open = c;
      } else if (sql.startsWith("--", at)) {
        at = endOf(sql, "\n", at);
      } else if (sql.startsWith("/*", at)) {
        at = endOf(sql, "*/", at + 2);
      }
      at++;
    }
    return open == '\'' || open == '"';
  }

  /** The offset of the last character of what closes a comment. */
  private static int endOf(String sql, String closing, int from) {
    int found = sql.indexOf(closing, from);
    return found < 0 ? sql.length() : found + closing.length() - 1;
  }
}
