package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.pass.Request;
import io.flarepath.pass.SliceKey;
import io.flarepath.pass.SliceKey.Origin;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.Bindings;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.QueryText;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.state.KeyName;
import io.flarepath.workflow.KeySql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Gives every key of a read its value, in the order of the keys. */
final class KeyResolution {

  private final KeySql spec;
  private final Request request;
  private final SourceFacts facts;
  private final NoRowsYet noRows;
  private final Set<String> bare;
  private final List<SliceKey> keys = new ArrayList<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private boolean waitsForRows;

  private KeyResolution(KeySqlRead read, Request request, SourceFacts facts) {
    this.spec = read.spec();
    this.noRows = new NoRowsYet(read, request, facts);
    this.request = request;
    this.facts = facts;
    this.bare = bare(spec);
  }

  /** A given value wins, then the state, then the default, then the key's SQL. */
  static KeyResolution of(KeySqlRead read, Request request, SourceFacts facts) {
    KeyResolution resolution = new KeyResolution(read, request, facts);
    read.spec().keys().forEach(resolution::resolve);
    return resolution;
  }

  /** Every key with its value and where that came from. */
  List<SliceKey> keys() {
    return List.copyOf(keys);
  }

  /** Whether the window ends where it starts because the input has no rows past that yet. */
  boolean waitsForRows() {
    return waitsForRows;
  }

  /** The values by the keys' names within their context. */
  Bindings values() {
    Map<String, String> texts = new LinkedHashMap<>();
    keys.forEach(key -> texts.put(key.name().key(), key.value()));
    return new Bindings(texts, types);
  }

  private void resolve(KeySql.Key key) {
    KeyName name = new KeyName(spec.context().value(), key.name().value());
    Optional<SliceKey> given =
        Optional.ofNullable(request.given().get(name))
            .map(value -> new SliceKey(name, value, Origin.GIVEN));
    SliceKey found =
        given
            .or(() -> request.state().value(name).map(v -> new SliceKey(name, v, Origin.STATE)))
            .or(
                () ->
                    key.fixed().map(Located::value).map(v -> new SliceKey(name, v, Origin.DEFAULT)))
            .orElseGet(
                () ->
                    new SliceKey(name, evaluated(name.key(), key.sql().orElseThrow()), Origin.SQL));
    if (bare.contains(name.key())) {
      key.sql().flatMap(sql -> type(name.key(), sql)).ifPresent(t -> types.put(name.key(), t));
    }
    keys.add(found);
  }

  private String evaluated(String key, Passage sql) {
    try {
      return facts.value(key, bound(sql));
    } catch (FlarepathException e) {
      String start =
          noRows.end(
              key, values(), e.with(e.diagnostics().stream().map(d -> from(d, sql)).toList()));
      waitsForRows = true;
      return start;
    }
  }

  /** With the values in the SQL that are not from the workflow: they may be what is wrong. */
  private Diagnostic from(Diagnostic failure, Passage sql) {
    Diagnostic said = failure;
    Set<String> used = SqlTemplate.of(sql).keys();
    for (SliceKey key : keys) {
      boolean isOfWorkflow = key.origin() == Origin.SQL || key.origin() == Origin.DEFAULT;
      if (used.contains(key.name().key()) && !isOfWorkflow) {
        said =
            said.because(
                "`%s` is `%s`, %s".formatted(key.name(), key.value(), key.origin().words()));
      }
    }
    return said;
  }

  private BoundSql bound(Passage sql) {
    return SqlTemplate.of(sql).bind(values());
  }

  /**
   * The type of what a key's SQL gives, wherever the value itself is from: a key of a state is
   * written like the same key of the first pass. Spark finds it without running the SQL. Empty
   * where the SQL cannot be analysed, which is no fault when the value is from elsewhere.
   */
  private Optional<String> type(String key, Passage sql) {
    String what = "the type of " + key;
    try {
      Passage question = Passage.of(what, "SELECT typeof((" + bound(sql).text() + "\n))");
      return Optional.of(facts.value(what, BoundSql.of(question)));
    } catch (FlarepathException unknown) {
      return Optional.empty();
    }
  }

  /** The keys that are somewhere written outside of quotes, where their type matters. */
  private static Set<String> bare(KeySql spec) {
    Set<String> bare = new LinkedHashSet<>();
    Stream.of(
            Stream.of(spec.sql()),
            spec.keys().stream().flatMap(key -> key.sql().stream()),
            spec.until().stream(),
            spec.rollover().stream().map(KeySql.Rollover::value).map(QueryText::query))
        .flatMap(texts -> texts)
        .forEach(text -> bare.addAll(SqlTemplate.of(text).bareKeys()));
    return bare;
  }
}
