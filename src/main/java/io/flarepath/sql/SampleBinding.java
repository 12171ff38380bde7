package io.flarepath.sql;

import io.flarepath.sql.SqlTemplate.Place;
import java.util.ArrayList;
import java.util.List;

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
    List<Place> quoted = template.inStrings();
    BoundSql likely = template.bindSamples(place -> quoted.contains(place) ? DATE : NUMBER);
    return quoted.isEmpty()
        ? List.of(likely)
        : List.of(likely, template.bindSamples(place -> NUMBER));
  }

  /**
   * The bindings of which one has the form of any honest binding: besides the candidates one with a
   * negative number, which is another form behind a minus, as in {@code -$|n|}.
   */
  public static List<BoundSql> forms(SqlTemplate template) {
    List<Place> quoted = template.inStrings();
    List<BoundSql> forms = new ArrayList<>(candidates(template));
    forms.add(template.bindSamples(place -> quoted.contains(place) ? DATE : "-" + NUMBER));
    return forms;
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
}
