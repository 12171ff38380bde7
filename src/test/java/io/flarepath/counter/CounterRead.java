package io.flarepath.counter;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import io.flarepath.pass.Advance;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Proposal;
import io.flarepath.pass.Readiness;
import io.flarepath.pass.Region;
import io.flarepath.pass.Request;
import io.flarepath.pass.Slice;
import io.flarepath.pass.SliceKey;
import io.flarepath.pass.SliceKey.Origin;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.SourceFacts;
import io.flarepath.pass.Window;
import io.flarepath.sql.BoundSql;
import io.flarepath.state.KeyName;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Bounds;
import java.util.List;
import java.util.Optional;

/** Decides which row group comes next. */
record CounterRead(String input, Counter spec) implements PartialRead {

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
    return List.of(name("group"), name("rows"));
  }

  @Override
  public boolean keepsProgress() {
    return true;
  }

  @Override
  public boolean catchesUp() {
    return false;
  }

  @Override
  public boolean agreesWith(PartialRead other) {
    return other instanceof CounterRead counter
        && spec.size() == counter.spec.size()
        && spec.every() == counter.spec.every();
  }

  @Override
  public Proposal propose(Request request, SourceFacts facts) {
    CounterProgress progress = CounterProgress.in(request.state(), context().value());
    Optional<String> given = Optional.ofNullable(request.given().get(name("group")));
    long group = given.map(Long::parseLong).orElse(progress.group());
    long start = group * spec.size();
    long end = start + spec.size();
    String column = spec.column().value();
    SourceColumn source = facts.column(context().value(), column).orElseThrow();
    Window rows =
        Window.between(
            source, Axis.NUMBER, Bounds.CLOSED_OPEN, AxisValue.of(start), AxisValue.of(end));
    Slice slice =
        new Slice(
            input,
            context().value(),
            "row group %d is whole".formatted(group),
            List.of(
                new SliceKey(
                    name("group"),
                    Long.toString(group),
                    given.isPresent() ? Origin.GIVEN : Origin.STATE)),
            Optional.of(sql(column, start, end)),
            new Region.OfWindow(rows),
            request.movesState()
                ? Advance.counted(
                    counts ->
                        new CounterProgress(
                            context().value(),
                            group + spec.every(),
                            progress.rows() + counts.rowsResult()))
                : Advance.NONE);
    return new Proposal(slice, readiness(group, end, facts.newest(source)));
  }

  private static Readiness readiness(long group, long end, Optional<AxisValue> newest) {
    return newest.filter(value -> value.step() >= end - 1).isPresent()
        ? Readiness.READY
        : Readiness.open("row group %d is not whole yet".formatted(group));
  }

  private BoundSql sql(String column, long start, long end) {
    return BoundSql.of(
        Passage.of(
            "counter",
            "SELECT * FROM %s WHERE %s >= %d AND %s < %d"
                .formatted(context().value(), column, start, column, end)));
  }

  private KeyName name(String key) {
    return new KeyName(context().value(), key);
  }
}
