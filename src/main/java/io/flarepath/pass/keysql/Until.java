package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.sql.Bindings;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.QueryText;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.window.AxisValue;
import java.util.Map;

/** What a window's end must not pass: SQL or a literal, on the axis of the window. */
final class Until {

  private static final SqlTemplate LITERAL = SqlTemplate.of(Passage.of("until", "'$|until|'"));

  private Until() {}

  static AxisValue on(Window window, Passage until, Bindings values, SourceFacts facts) {
    String value =
        QueryText.isQuery(until.text())
            ? facts.value("until", SqlTemplate.of(until).bind(values))
            : until.text();
    BoundSql literal = LITERAL.bind(Map.of("until", value.trim()));
    return facts.point(literal, window.type(), until).value();
  }
}
