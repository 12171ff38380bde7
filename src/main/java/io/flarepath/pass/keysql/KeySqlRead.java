package io.flarepath.pass.keysql;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.pass.Advance;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Past;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Region;
import io.flarepath.pass.Request;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.sql.SqlTemplate;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import io.flarepath.workflow.KeySql;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An incremental read by key SQL.
 *
 * @param input the input's name
 * @param spec what the user wrote
 * @param sql the SQL that selects the window's rows
 * @param window the column that the SQL's text shows as compared with the keys, if it shows one;
 *     what counts in a pass is how the engine understands the SQL
 */
record KeySqlRead(String input, KeySql spec, SqlTemplate sql, Optional<WindowColumn> window)
    implements PartialRead {

  private static final String FIRST = "first window: the table has no state for this job";
  private static final String NEXT = "the window has ended, and the input has rows past its start";
  private static final String ALWAYS = "the window column is unknown, so each run loads one window";

  @Override
  public Located<String> context() {
    return spec.context();
  }

  @Override
  public Span span() {
    return spec.span();
  }

  @Override
  public List<KeyName> keys() {
    return spec.keys().stream().map(key -> name(key.name().value())).toList();
  }

  @Override
  public boolean keepsProgress() {
    return !spec.rollover().isEmpty();
  }

  @Override
  public boolean joinsWindows() {
    return true;
  }

  @Override
  public boolean repeats() {
    return spec.rollover().isEmpty() && isLasting(State.EMPTY);
  }

  @Override
  public boolean isLasting(State from) {
    return lastingKeys(from).areAll();
  }

  @Override
  public boolean catchesUp() {
    return spec.catchUp();
  }

  @Override
  public boolean agreesWith(PartialRead other) {
    return other instanceof KeySqlRead keys && texts(spec).equals(texts(keys.spec));
  }

  @Override
  public Proposal propose(Request request, SourceFacts facts) {
    try {
      return step(request, facts);
    } catch (FlarepathException e) {
      return new NoRowsYet(this, request, facts).waiting(e);
    }
  }

  @Override
  public Optional<FlarepathException> deadEnd(Request request, SourceFacts facts) {
    return DeadEnd.of(this, request, facts).find();
  }

  private Proposal step(Request request, SourceFacts facts) {
    KeySqlStep step = KeySqlStep.from(this, request, facts).pastTheEmpty();
    Optional<Window> rows = step.window();
    if (rows.isEmpty()) {
      OrderUnknown.stopIfNeeded(this, step.found());
    }
    String why = rows.isEmpty() ? ALWAYS : request.state().isEmpty() ? FIRST : NEXT;
    Region region =
        rows.<Region>map(Region.OfWindow::new)
            .orElseGet(() -> new Region.Unknown(OrderUnknown.because(step.found())));
    Slice slice =
        new Slice(
            input,
            context().value(),
            why,
            step.keys(),
            Optional.of(step.sql()),
            region,
            step.progress().map(Advance::to).orElse(Advance.NONE));
    return new Proposal(slice, step.readiness());
  }

  @Override
  public List<Diagnostic> advice(Slice slice, State before) {
    return slice.window().map(rows -> KeySqlAdvice.of(this, rows, before)).orElse(List.of());
  }

  @Override
  public Optional<String> alignment(Slice slice) {
    return window.flatMap(
        column -> slice.window().map(rows -> KeySqlAdvice.alignment(column, rows.bounds())));
  }

  @Override
  public Optional<String> column() {
    return window.map(WindowColumn::column);
  }

  @Override
  public OptionalLong first(State keys, Axis axis, ZoneId zone) {
    return window
        .flatMap(column -> keys.value(name(column.start().key())))
        .map(text -> KeyTexts.value(axis, text, zone))
        .filter(OptionalLong::isPresent)
        .map(
            start ->
                window.orElseThrow().bounds().includesStart()
                    ? start.getAsLong()
                    : start.getAsLong() + 1)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public Optional<Lead> lead(Past past) {
    return window.flatMap(
        column -> new KeySqlLead(column, name(column.start().key()), past).find());
  }

  LastingKeys lastingKeys(State from) {
    return new LastingKeys(this, from);
  }

  KeyName name(String key) {
    return new KeyName(context().value(), key);
  }

  private static List<String> texts(KeySql read) {
    List<String> texts = new ArrayList<>();
    read.keys()
        .forEach(
            key ->
                texts.add(
                    key.name().value()
                        + "|"
                        + key.sql().map(Object::toString).orElse("")
                        + "|"
                        + key.fixed().map(Located::value).orElse("")));
    read.rollover().forEach(roll -> texts.add(roll.key().value() + ":=" + roll.value()));
    return texts;
  }
}
