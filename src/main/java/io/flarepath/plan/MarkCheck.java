package io.flarepath.plan;

import static io.flarepath.table.Kinship.ANCESTOR;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.state.JobMark;
import io.flarepath.state.PropertyNames;
import io.flarepath.state.Publication;
import io.flarepath.state.SummaryState;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the properties that hold a job's mark are as a publish left them. Says which of them are
 * not, by the snapshot of that publish, which has the same in its summary.
 */
final class MarkCheck {

  /** More than this is not a key's value, but a mistake; in characters. */
  private static final int LONGEST_VALUE = 65_536;

  private static final int SHOWN = 60;
  private static final int MOST_SHOWN = 5;

  private final String job;
  private final TableFacts table;
  private final Set<String> names;

  private MarkCheck(String job, TableFacts table) {
    this.job = job;
    this.table = table;
    this.names = PropertyNames.ofJob(job, table.properties().keySet());
  }

  /**
   * What is wrong with a mark.
   *
   * @return empty also if there is none at all
   */
  static Optional<Diagnostic> check(String job, TableFacts table) {
    return new MarkCheck(job, table).check();
  }

  private Optional<Diagnostic> check() {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return switch (table.soundness(job)) {
      case SEALED -> Optional.empty();
      case FOREIGN -> Optional.of(foreign());
      case BROKEN -> isOfAnEarlierVersion() ? Optional.empty() : Optional.of(damaged(suspects()));
      // A version that set no seal set no tag either.
      case UNSEALED -> table.tag(job).isPresent() ? Optional.of(damaged(suspects())) : plain();
    };
  }

  /**
   * Whether a version that set no seals published last: it leaves the seal of an earlier publish.
   * The mark is as the newest publish in main says; or that publish has expired, and main descends
   * from it.
   */
  private boolean isOfAnEarlierVersion() {
    List<SnapshotFacts> publishes =
        table.history().stream().filter(each -> SummaryState.isOf(job, each.summary())).toList();
    String seal = value(PropertyNames.seal(job));
    boolean isSealOfAnother =
        Stream.concat(publishes.stream(), table.tag(job).stream().map(tag -> tag.snapshot()))
            .filter(each -> table.mark(job).last().filter(last -> is(each, last)).isEmpty())
            .anyMatch(each -> seal.equals(published(each).get(PropertyNames.seal(job))));
    if (!isSealOfAnother) {
      return false;
    }
    return publishes.isEmpty()
        ? plain().isEmpty()
            && table.mark(job).last().filter(last -> table.kinship(last) == ANCESTOR).isPresent()
        : unsealed(published(publishes.get(0))).equals(unsealed(table.properties()));
  }

  private Map<String, String> unsealed(Map<String, String> properties) {
    Map<String, String> mark = new HashMap<>(properties);
    mark.keySet().retainAll(PropertyNames.ofJob(job, properties.keySet()));
    mark.remove(PropertyNames.seal(job));
    return mark;
  }

  /** A mark of a version that set no seal can only be looked at for what is no mark. */
  private Optional<Diagnostic> plain() {
    List<String> found = new ArrayList<>();
    List<String> run =
        List.of(
            PropertyNames.runId(job),
            PropertyNames.pass(job),
            PropertyNames.snapshotId(job),
            PropertyNames.sequenceNumber(job),
            PropertyNames.workflow(job));
    if (run.stream().anyMatch(names::contains)) {
      run.stream().filter(name -> !names.contains(name)).forEach(name -> found.add(missing(name)));
    }
    for (String name : names) {
      String value = value(name);
      boolean isNumber = run.subList(1, 4).contains(name);
      if (isNumber && !value.strip().matches("-?\\d{1,19}")) {
        found.add("the property `%s` is not a number: %s".formatted(name, shown(value)));
      } else if (value.length() > LONGEST_VALUE) {
        found.add("the property `%s` is too long: %s".formatted(name, shown(value)));
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(damaged(found));
  }

  /** What differs from the publish that the mark, or else the tag, names. */
  private List<String> suspects() {
    Optional<SnapshotFacts> publish = publish();
    if (publish.isEmpty()) {
      return List.of("one of these properties was changed: `%s`".formatted(listed()));
    }
    Map<String, String> published = published(publish.get());
    List<String> found = new ArrayList<>();
    Set<String> all = new LinkedHashSet<>(published.keySet());
    all.addAll(names);
    for (String name : all) {
      suspect(name, Optional.ofNullable(published.get(name))).ifPresent(found::add);
    }
    return found;
  }

  private Map<String, String> published(SnapshotFacts publish) {
    Optional<Publication> publication =
        SummaryState.publication(publish.id(), publish.sequenceNumber(), publish.summary());
    return new JobMark(SummaryState.after(publish.summary()), publication)
        .sealed(job, table.uuid());
  }

  private Optional<String> suspect(String name, Optional<String> published) {
    if (!names.contains(name)) {
      return Optional.of(missing(name));
    }
    String value = value(name);
    if (published.isEmpty()) {
      return Optional.of("the property `%s` was added: %s".formatted(name, shown(value)));
    }
    return published.get().equals(value)
        ? Optional.empty()
        : Optional.of(
            "the property `%s` was changed: it is %s, and %s was published"
                .formatted(name, shown(value), shown(published.get())));
  }

  private Optional<SnapshotFacts> publish() {
    return table
        .tag(job)
        .map(tag -> tag.snapshot())
        .or(
            () ->
                table.mark(job).last().stream()
                    .flatMap(last -> table.history().stream().filter(each -> is(each, last)))
                    .findFirst());
  }

  private boolean is(SnapshotFacts snapshot, Publication last) {
    return snapshot.id() == last.snapshotId() && SummaryState.isOf(job, snapshot.summary());
  }

  private String listed() {
    return String.join("`, `", names.stream().map(MarkCheck::cut).limit(MOST_SHOWN).toList())
        + (names.size() > MOST_SHOWN ? "`, …" : "");
  }

  private Diagnostic damaged(List<String> found) {
    Diagnostic problem =
        Diagnostic.error(
            Code.STATE_DAMAGED,
            "the state of `%s` in %s was changed outside Flarepath".formatted(job, table.name()));
    for (String each : found.subList(0, Math.min(MOST_SHOWN, found.size()))) {
      problem = problem.because(each);
    }
    if (found.size() > MOST_SHOWN) {
      problem = problem.because("and %d more properties".formatted(found.size() - MOST_SHOWN));
    }
    Optional<SnapshotFacts> publish = publish().filter(table.history()::contains);
    if (publish.isPresent()) {
      problem =
          problem.help(
              "to restore the state that was published with the data: `flarepath state rewind --to %d`"
                  .formatted(publish.get().id()));
    }
    return problem
        .help("to choose another state: `flarepath state set` with all keys that match the data")
        .help("to load everything again: `flarepath state clear`");
  }

  private Diagnostic foreign() {
    return Diagnostic.error(
            Code.STATE_DAMAGED,
            "the state of `%s` in %s is that of another table".formatted(job, table.name()))
        .because(
            "the property `%s` names a table by its uuid, and this one is %s: the properties were copied"
                .formatted(PropertyNames.seal(job), shown(table.uuid())))
        .help("to load this table from the first window: `flarepath state clear`")
        .help(
            "to go on from the rows that were copied with the properties: `flarepath state set` with"
                + " all keys that match them");
  }

  private static String missing(String name) {
    return "the property `%s` is missing".formatted(name);
  }

  private String value(String name) {
    return table.properties().getOrDefault(name, "");
  }

  private static String shown(String value) {
    return "`" + cut(value) + "`";
  }

  private static String cut(String value) {
    return value.length() <= SHOWN
        ? value
        : "%s… (%,d characters)".formatted(value.substring(0, SHOWN), value.length());
  }
}
