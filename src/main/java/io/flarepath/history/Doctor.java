package io.flarepath.history;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.KeyRead;
import io.flarepath.plan.KeyTexts;
import io.flarepath.plan.StateCheck;
import io.flarepath.plan.WindowColumn;
import io.flarepath.publish.Branch;
import io.flarepath.publish.Catalog;
import io.flarepath.source.DataSource;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.state.SummaryNames;
import io.flarepath.state.SummaryState;
import io.flarepath.table.ColumnTypes;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.window.Axis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at a job's tables and says what is the matter with them. Facts only, no guesses. */
public final class Doctor {

  private final Catalog tables;
  private final Duration branchAge;
  private final Clock clock;
  private final ZoneId zone;

  public Doctor(Catalog tables, Duration branchAge, Clock clock, ZoneId zone) {
    this.tables = tables;
    this.branchAge = branchAge;
    this.clock = clock;
    this.zone = zone;
  }

  /** Everything that there is to say of one job in one table; nothing when all is well. */
  public List<Diagnostic> examine(JobTable place) {
    List<Diagnostic> findings = new ArrayList<>();
    StateCheck.check(place.job(), place.output(), place.table()).ifPresent(findings::add);
    stateDiffers(place).ifPresent(findings::add);
    findings.addAll(WindowChain.examine(place));
    shortHistory(place).ifPresent(findings::add);
    findings.addAll(stateAhead(place));
    for (Branch branch : tables.branches(place.table().name(), place.jobName())) {
      findings.add(branch(place, branch));
    }
    return findings;
  }

  /** The branches past their age, which no run can still be using. */
  List<Branch> dead(JobTable place) {
    return tables.branches(place.table().name(), place.jobName()).stream()
        .filter(this::isDead)
        .toList();
  }

  private boolean isDead(Branch branch) {
    return branch.committedAt().isBefore(clock.instant().minus(branchAge));
  }

  private Diagnostic branch(JobTable place, Branch branch) {
    Duration age = Duration.between(branch.committedAt(), clock.instant());
    Diagnostic diagnostic =
        Diagnostic.note(
                Code.ORPHAN_BRANCH,
                "%s has the branch `%s`, %d hours old"
                    .formatted(place.table().name(), branch.name(), age.toHours()))
            .because(
                "a run that is alive has one, and a run that died leaves one; readers see none");
    return isDead(branch)
        ? diagnostic.help("it is past `flarepath.run.branch-ttl`: --fix removes it")
        : diagnostic.help("it goes by itself when it is past `flarepath.run.branch-ttl`");
  }

  private static Optional<Diagnostic> stateDiffers(JobTable place) {
    State state = place.mark().state();
    return place.mark().last().stream()
        .flatMap(
            last -> place.table().history().stream().filter(each -> each.id() == last.snapshotId()))
        .map(snapshot -> SummaryState.after(snapshot.summary()))
        .filter(published -> !published.equals(state))
        .findFirst()
        .map(
            published ->
                Diagnostic.warning(
                        Code.STATE_DIFFERS,
                        "the state of `%s` in %s is not what was published with the data"
                            .formatted(place.jobName(), place.table().name()))
                    .because("published was `%s`, and now it is `%s`".formatted(published, state))
                    .help(
                        "somebody set the properties by hand; `flarepath state rewind` takes the"
                            + " published state again"));
  }

  private static Optional<Diagnostic> shortHistory(JobTable place) {
    if (place.output().holdsStateOnly()) {
      return Optional.empty(); // There undo takes nothing back but the state.
    }
    List<SnapshotFacts> history = place.table().history();
    return place.mark().last().stream()
        .flatMap(last -> history.stream().filter(each -> each.id() == last.snapshotId()))
        .filter(last -> last.parentId().isPresent())
        .filter(last -> history.indexOf(last) == history.size() - 1)
        .findFirst()
        .map(
            last ->
                Diagnostic.note(
                        Code.SHORT_HISTORY,
                        "the last publish of `%s` into %s cannot be undone"
                            .formatted(place.jobName(), place.table().name()))
                    .because("the snapshot before it has expired")
                    .help("let `expire_snapshots` keep at least two snapshots"));
  }

  private List<Diagnostic> stateAhead(JobTable place) {
    List<Diagnostic> findings = new ArrayList<>();
    for (InputPlan input : place.job().inputs()) {
      if (input.read().isPresent() && input.source() instanceof DataSource.Table source) {
        KeyRead read = input.read().get();
        read.window()
            .flatMap(window -> stateAhead(place, source, read, window))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private Optional<Diagnostic> stateAhead(
      JobTable place, DataSource.Table source, KeyRead read, WindowColumn window) {
    Optional<String> start =
        place.mark().state().value(new KeyName(read.context(), window.startKey()));
    Optional<Axis> axis =
        tables.load(source.name()).stream()
            .map(TableFacts::columns)
            .flatMap(List::stream)
            .filter(column -> column.name().equalsIgnoreCase(window.column()))
            .findFirst()
            .flatMap(column -> ColumnTypes.axis(column.type()));
    if (start.isEmpty() || axis.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong state = KeyTexts.value(axis.get(), start.get(), zone);
    OptionalLong newest = tables.newest(source.name(), window.column());
    if (state.isEmpty()) {
      return Optional.empty();
    }
    if (axis.get().isTime() && state.getAsLong() > now(axis.get(), clock.instant())) {
      return Optional.of(
          ahead(
              place,
              start.get(),
              "the clock is at " + axis.get().text(now(axis.get(), clock.instant()))));
    }
    // A complete window ends after its newest row, as a day does. That is no harm: it was the last.
    OptionalLong reached = lastStart(place, read, window, axis.get());
    boolean isAhead =
        newest.isPresent()
            && state.getAsLong() > newest.getAsLong()
            && (reached.isEmpty() || newest.getAsLong() < reached.getAsLong());
    return isAhead
        ? Optional.of(
            ahead(
                place,
                start.get(),
                "the newest `%s` of %s is %s"
                    .formatted(window.column(), source, axis.get().text(newest.getAsLong()))))
        : Optional.empty();
  }

  /** Where the last published window started; empty where nobody tells. */
  private OptionalLong lastStart(JobTable place, KeyRead read, WindowColumn window, Axis axis) {
    String name = SummaryNames.KEY_PREFIX + new KeyName(read.context(), window.startKey());
    // If somebody set the state since, it is not the end of a window.
    return place.published().stream()
        .findFirst()
        .map(snapshot -> snapshot.summary().get(name))
        .map(text -> KeyTexts.value(axis, text, zone))
        .orElse(OptionalLong.empty());
  }

  private long now(Axis axis, Instant now) {
    return axis.value(LocalDateTime.ofInstant(now, axis == Axis.TIMESTAMP ? ZoneOffset.UTC : zone));
  }

  private static Diagnostic ahead(JobTable place, String state, String why) {
    return Diagnostic.warning(
            Code.STATE_AHEAD,
            "the state of `%s` in %s is ahead, at %s"
                .formatted(place.jobName(), place.table().name(), state))
        .because(why)
        .help("rows that arrive before it will not be read; `flarepath state set` moves it back");
  }
}
