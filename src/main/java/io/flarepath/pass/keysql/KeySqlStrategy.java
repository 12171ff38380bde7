package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Strategy;
import io.flarepath.sql.QueryText;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.KeySql;
import io.flarepath.workflow.yaml.IncrementalForm;
import java.util.Optional;

/** Reads an input by Flare's key SQL. */
public final class KeySqlStrategy implements Strategy<KeySql> {

  @Override
  public Class<KeySql> spec() {
    return KeySql.class;
  }

  @Override
  public Optional<IncrementalForm<?>> form() {
    return Optional.empty();
  }

  @Override
  public PartialRead plan(Input input, KeySql spec, Texts texts) {
    spec.keys().forEach(key -> key.sql().ifPresent(texts::query));
    Optional<SqlFacts.Query> query = texts.query(spec.sql());
    spec.until().filter(text -> QueryText.isQuery(text.text())).ifPresent(texts::query);
    spec.rollover().stream()
        .map(KeySql.Rollover::value)
        .filter(value -> !namesKey(spec, value))
        .forEach(value -> texts.query(QueryText.query(value)));
    Optional<WindowColumn> window =
        spec.window().map(WindowFinder::declared).or(() -> query.flatMap(WindowFinder::find));
    return new KeySqlRead(input.name().value(), spec, SqlTemplate.of(spec.sql()), window);
  }

  private static boolean namesKey(KeySql spec, Passage value) {
    return spec.keys().stream().anyMatch(key -> key.name().value().equals(value.text().trim()));
  }
}
