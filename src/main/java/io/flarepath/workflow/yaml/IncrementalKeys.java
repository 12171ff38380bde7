package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Constraint;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.window.Bounds;
import io.flarepath.workflow.Incremental;
import io.flarepath.workflow.KeySql;
import io.flarepath.workflow.KeySql.DeclaredWindow;
import io.flarepath.workflow.KeySql.Rollover;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of {@code incremental}. */
final class IncrementalKeys {

  private static final Key<Located<String>> NAME =
      Key.required(
          "name",
          Scalar.TEXT.located(),
          "the key's name, used as `$|name|`; its value is never read as SQL");

  private static final Key<Optional<Passage>> KEY_SQL =
      Key.optional(
          "sql", SqlType.SQL, "a query for the key's value; must return one row with one column");

  private static final Key<Optional<Located<String>>> DEFAULT =
      Key.optional("default", Scalar.TEXT.located(), "the key's value on the first run");

  private static final Key<Optional<Passage>> UPDATE_FROM_KEY =
      Key.optional(
              "updateFromKey",
              SqlType.SQL,
              "the key whose value becomes this key's value in the next pass")
          .oldFormOf("state");

  private static final Section<NamedKey> KEY =
      Section.checked(
              "inputs[].incremental.keys[]",
              List.of(NAME, KEY_SQL, DEFAULT, UPDATE_FROM_KEY),
              NamedKey::of)
          .where(Constraint.anyOf("sql", "default"));

  private static final Key<Located<String>> STATE_KEY =
      Key.required("key", Scalar.TEXT.located(), "the key to store");

  private static final Key<Passage> STATE_VALUE =
      Key.required("value", SqlType.SQL, "its next value: the name of another key, or SQL");

  private static final Section<Rollover> STATE =
      Section.of(
          "inputs[].incremental.state[]",
          List.of(STATE_KEY, STATE_VALUE),
          fields -> new Rollover(fields.get(STATE_KEY), fields.get(STATE_VALUE)));

  private static final Key<Located<String>> COLUMN =
      Key.required("column", Scalar.TEXT.located(), "the column whose range the window is");

  private static final Key<Located<String>> START =
      Key.required("start", Scalar.TEXT.located(), "the key for the start of the window");

  private static final Key<Located<String>> END =
      Key.required("end", Scalar.TEXT.located(), "the key for the end of the window");

  private static final Key<Bounds> BOUNDS =
      Key.withDefault(
          "bounds",
          new Choice<>(bounds(), List.of()),
          Bounds.OPEN_CLOSED,
          "which ends are inclusive: `(]`, `[)`, `[]` or `()`");

  private static final Section<DeclaredWindow> WINDOW =
      Section.of(
          "inputs[].incremental.window",
          List.of(COLUMN, START, END, BOUNDS),
          fields ->
              new DeclaredWindow(
                  fields.get(COLUMN), fields.get(START), fields.get(END), fields.get(BOUNDS)));

  private static final Key<List<Rollover>> STATES =
      Key.withDefault(
          "state",
          ListOf.of(STATE).with(NameRules.unique("key")),
          List.<Rollover>of(),
          "what the next pass starts from; without it, each run reads the same window");

  private static final Key<Optional<DeclaredWindow>> WINDOW_KEY =
      Key.optional(
              "window",
              WINDOW,
              "the window column and keys, if they cannot be inferred from the SQL")
          .since("Flarepath 0.1");

  private static final Key<Optional<Passage>> UNTIL =
      Key.optional("until", SqlType.SQL, "the latest allowed end of a window: SQL or a literal")
          .since("Flarepath 0.1");

  private static final Key<Boolean> CATCH_UP =
      Key.withDefault(
              "catchUp", Scalar.BOOL, false, "whether a run continues until no window is due")
          .since("Flarepath 0.1");

  private final IncrementalForms forms;
  private final Key<Optional<Located<String>>> context;
  private final Key<Optional<Passage>> sql;
  private final Key<Optional<List<NamedKey>>> keys;

  /**
   * @param forms the other forms of {@code incremental}
   */
  IncrementalKeys(IncrementalForms forms) {
    this.forms = forms;
    this.context =
        Key.optional(
                IncrementalForms.CONTEXT,
                Scalar.TEXT.located(),
                "the context view: the whole input, which `sql` reads")
            .needed()
            .unless(forms.namesWithoutContext());
    this.sql =
        Key.optional("sql", SqlType.SQL, "selects the window's rows; reads keys as `$|name|`")
            .needed()
            .unless(forms.names());
    this.keys =
        Key.optional(
                "keys",
                ListOf.of(KEY).with(NameRules.unique("name")),
                "the named values of one pass, in the order in which they are resolved")
            .needed()
            .unless(forms.names());
  }

  /** The value of {@code incremental}. */
  Section<Incremental> section() {
    List<Key<?>> all =
        new ArrayList<>(List.of(context, sql, keys, STATES, WINDOW_KEY, UNTIL, CATCH_UP));
    all.addAll(forms.keys());
    return Section.checked("inputs[].incremental", all, this::incremental)
        .where(forms.constraints(ownKeys()));
  }

  /** Those that belong to the named keys, and to none of the other forms. */
  private List<Key<?>> ownKeys() {
    return List.of(sql, keys, context, STATES, WINDOW_KEY, UNTIL, CATCH_UP);
  }

  /** A key, and its rollover where that is written as in flare:1.0. */
  private record NamedKey(KeySql.Key key, Optional<Rollover> rollover) {

    static Optional<NamedKey> of(Fields fields) {
      Located<String> name = fields.get(NAME);
      Optional<Passage> sql = fields.get(KEY_SQL);
      Optional<Located<String>> fixed = fields.get(DEFAULT);
      if (sql.isEmpty() && fixed.isEmpty()) {
        fields.problems().add(noValue(name));
        return Optional.empty();
      }
      Optional<Rollover> rollover =
          fields.get(UPDATE_FROM_KEY).map(value -> new Rollover(name, value));
      return Optional.of(new NamedKey(new KeySql.Key(name, sql, fixed), rollover));
    }

    private static Diagnostic noValue(Located<String> name) {
      return Diagnostic.error(
              Code.MISSING_KEY, "the key `" + name.value() + "` has neither `sql` nor `default`")
          .at(name.span())
          .help("`sql`: a query of one row and one column; `default`: a literal");
    }
  }

  private Optional<Incremental> incremental(Fields fields) {
    return forms.areWritten(fields)
        ? forms.read(fields, ownKeys(), fields.get(context))
        : keySql(fields).map(Incremental.class::cast);
  }

  /** Empty where a key is missing, which has been reported. */
  private Optional<KeySql> keySql(Fields fields) {
    Optional<Located<String>> view = fields.get(context);
    Optional<Passage> query = fields.get(sql);
    Optional<List<NamedKey>> named = fields.get(keys);
    if (view.isEmpty() || query.isEmpty() || named.isEmpty()) {
      return Optional.empty();
    }
    KeySql incremental = keySql(fields, view.get(), query.get(), named.get());
    new KeyRules(incremental, fields.problems()).check();
    return Optional.of(incremental);
  }

  private static KeySql keySql(
      Fields fields, Located<String> context, Passage sql, List<NamedKey> named) {
    List<Rollover> rollover = new ArrayList<>(fields.get(STATES));
    named.stream().flatMap(key -> key.rollover().stream()).forEach(rollover::add);
    return new KeySql(
        fields.span(),
        context,
        sql,
        named.stream().map(NamedKey::key).toList(),
        rollover,
        fields.get(WINDOW_KEY),
        fields.get(UNTIL),
        fields.get(CATCH_UP));
  }

  private static Map<String, Bounds> bounds() {
    Map<String, Bounds> bySymbol = new LinkedHashMap<>();
    Stream.of(Bounds.values()).forEach(bounds -> bySymbol.put(bounds.symbol(), bounds));
    return bySymbol;
  }
}
