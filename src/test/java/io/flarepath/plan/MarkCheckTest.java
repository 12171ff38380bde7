package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.state.JobMark;
import io.flarepath.state.KeyName;
import io.flarepath.state.MarkTag;
import io.flarepath.state.Publication;
import io.flarepath.state.State;
import io.flarepath.state.SummaryNames;
import io.flarepath.table.Kinship;
import io.flarepath.table.Refs;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A mark that is not as a publish left it is noticed, with the property that is wrong. */
class MarkCheckTest {

  private static final JobPlan.Load JOB = Plans.load(LoadJob.daily());
  private static final String STATE = "flarepath.state.load.all_events.start";
  private static final JobMark MARK = mark("2024-01-02", 5);
  private static final SnapshotFacts PUBLISHED = published(MARK);

  @Property(tries = 3_000)
  void anEditOfAPropertyIsNoticedOrTheMarkReadsEqual(
      @ForAll("marks") JobMark mark, @ForAll("edits") Edit edit) {
    Map<String, String> properties = sealed(mark);
    edit.apply(properties);
    assertNoticed(mark, properties);
  }

  @Property(tries = 3_000)
  void twoEditsAreNoticedToo(
      @ForAll("marks") JobMark mark, @ForAll("edits") Edit one, @ForAll("edits") Edit two) {
    Map<String, String> properties = sealed(mark);
    one.apply(properties);
    two.apply(properties);
    assertNoticed(mark, properties);
  }

  private static void assertNoticed(JobMark mark, Map<String, String> properties) {
    Optional<Code> code = check(table(properties, mark)).map(Diagnostic::code);
    boolean reads = JobMark.read("load", properties).equals(mark);
    assertThat(code.isPresent() || reads).as("%s", properties).isTrue();
    assertThat(code.isEmpty() || code.get() == Code.STATE_DAMAGED).as("%s", code).isTrue();
  }

  @Test
  void aSealedMarkIsSound() {
    assertThat(check(table(sealed(MARK), MARK))).isEmpty();
  }

  @Test
  void eachPropertyThatIsGoneIsNamedAndNoneIsAFirstRun() {
    for (String name : sealed(MARK).keySet()) {
      Map<String, String> properties = sealed(MARK);
      properties.remove(name);
      Diagnostic found = check(table(properties, MARK)).orElseThrow();
      assertThat(found.code()).as(name).isEqualTo(Code.STATE_DAMAGED);
      assertThat(found.message())
          .isEqualTo("the state of `load` in icebase.retail.copy was changed outside Flarepath");
      assertThat(found.notes()).contains("the property `%s` is missing".formatted(name));
      assertThat(found.place()).isPresent();
      assertThat(found.help().get(0)).endsWith("`flarepath state rewind --to 5`");
    }
  }

  @Test
  void whatWasChangedIsShownWithWhatWasPublishedAndCutIfItIsLong() {
    Map<String, String> properties = sealed(MARK);
    properties.put(STATE, "x".repeat(2 << 20));
    Diagnostic found = check(table(properties, MARK)).orElseThrow();
    assertThat(found.notes())
        .containsExactly(
            "the property `%s` was changed: it is `%s… (2,097,152 characters)`, and `2024-01-02` was published"
                .formatted(STATE, "x".repeat(60)));
  }

  @Test
  void allPropertiesGoneAtOnceIsNoticedByTheTagAlsoIfMainDoesNotReachIt() {
    Diagnostic reached = check(table(Map.of(), MARK)).orElseThrow();
    assertThat(reached.code()).isEqualTo(Code.STATE_MISSING);
    Diagnostic hidden =
        check(
                facts(
                    Map.of(),
                    refs(true, PUBLISHED, Kinship.UNKNOWN),
                    Plans.snapshot(9, 8, Map.of("operation", "append"))))
            .orElseThrow();
    assertThat(hidden.code()).isEqualTo(Code.STATE_MISSING);
    assertThat(hidden.notes()).contains("main does not contain that snapshot; a tag holds it");
    assertThat(hidden.help().toString()).doesNotContain("rewind").contains("state set");
  }

  @Test
  void aMarkOfAnotherTableIsForeign() {
    Map<String, String> properties = new HashMap<>(MARK.sealed("load", "another-uuid"));
    Diagnostic found = check(Plans.table(properties)).orElseThrow();
    assertThat(found.code()).isEqualTo(Code.STATE_DAMAGED);
    assertThat(found.message()).endsWith("is that of another table");
    assertThat(found.notes().get(0))
        .contains("`flarepath.run.load.seal`")
        .contains("the properties were copied");
  }

  @Test
  void theSealOfAnotherJobOrOfALaterVersionIsNone() {
    for (String seal :
        List.of(
            MARK.sealed("other", "uuid").get("flarepath.run.other.seal"),
            sealed(MARK).getOrDefault("flarepath.run.load.seal", "").replace("v1", "v2"),
            "",
            "v1;;",
            "x".repeat(2 << 20))) {
      Map<String, String> properties = sealed(MARK);
      properties.put("flarepath.run.load.seal", seal);
      Diagnostic found = check(table(properties, MARK)).orElseThrow();
      assertThat(found.code()).isEqualTo(Code.STATE_DAMAGED);
      assertThat(found.notes().get(0)).contains("`flarepath.run.load.seal`").hasSizeLessThan(400);
    }
  }

  @Test
  void aMarkOfAnEarlierVersionHasNoSealAndIsSound() {
    assertThat(check(Plans.table(MARK.properties("load"), PUBLISHED))).isEmpty();
    Map<String, String> stateAlone = Map.of(STATE, "2024-01-02");
    assertThat(check(Plans.table(stateAlone))).isEmpty();
  }

  @Test
  void halfAMarkOfAnEarlierVersionIsNoticed() {
    for (String name : List.of("id", "pass", "snapshot-id", "sequence-number", "workflow")) {
      Map<String, String> properties = new HashMap<>(MARK.properties("load"));
      properties.remove("flarepath.run.load." + name);
      assertThat(check(Plans.table(properties, PUBLISHED)).orElseThrow().notes())
          .containsExactly("the property `flarepath.run.load.%s` is missing".formatted(name));
    }
  }

  @Test
  void garbageInAMarkOfAnEarlierVersionIsNoticed() {
    for (String name : List.of("pass", "snapshot-id", "sequence-number")) {
      Map<String, String> properties = new HashMap<>(MARK.properties("load"));
      properties.put("flarepath.run.load." + name, "many");
      assertThat(check(Plans.table(properties, PUBLISHED)).orElseThrow().notes())
          .containsExactly(
              "the property `flarepath.run.load.%s` is not a number: `many`".formatted(name));
    }
    Map<String, String> properties = new HashMap<>(MARK.properties("load"));
    properties.put(STATE, "9".repeat(2 << 20));
    assertThat(check(Plans.table(properties, PUBLISHED)).orElseThrow().notes())
        .containsExactly(
            "the property `%s` is too long: `%s… (2,097,152 characters)`"
                .formatted(STATE, "9".repeat(60)));
  }

  @Test
  void aBranchOrATagThatTheJobDidNotSetIsLeftAlone() {
    SnapshotFacts theirs = Plans.snapshot(4, 0, Map.of("operation", "append"));
    for (boolean isTag : new boolean[] {true, false}) {
      Diagnostic found =
          check(facts(Map.of(), refs(isTag, theirs, Kinship.UNKNOWN), theirs)).orElseThrow();
      assertThat(found.code()).isEqualTo(Code.TAG_TAKEN);
      assertThat(found.message())
          .isEqualTo(
              "icebase.retail.copy has a %s `flarepath_load`, which the job `load` did not set"
                  .formatted(isTag ? "tag" : "branch"));
      assertThat(found.help().get(0))
          .endsWith(
              "`ALTER TABLE icebase.retail.copy DROP %s `flarepath_load``"
                  .formatted(isTag ? "TAG" : "BRANCH"));
      assertThat(found.place()).isPresent();
    }
  }

  @Test
  void whatCannotBeShownIsAskedForUnlessTheMarkIsOfAnEarlierVersion() {
    SnapshotFacts main = Plans.snapshot(9, 8, Map.of("operation", "append"));
    assertThat(check(facts(sealed(MARK), refs(true, PUBLISHED, Kinship.ANCESTOR), main))).isEmpty();
    assertThat(check(facts(sealed(MARK), refs(true, PUBLISHED, Kinship.STRANGER), main)))
        .map(Diagnostic::code)
        .contains(Code.TABLE_ROLLED_BACK);
    Diagnostic held =
        check(facts(sealed(MARK), refs(true, PUBLISHED, Kinship.UNKNOWN), main)).orElseThrow();
    assertThat(held.code()).isEqualTo(Code.ROLLBACK_UNKNOWN);
    assertThat(held.help().get(0)).contains("flarepath state set");
    Diagnostic dropped = check(facts(sealed(MARK), Refs.NONE, main)).orElseThrow();
    assertThat(dropped.code()).isEqualTo(Code.ROLLBACK_UNKNOWN);
    assertThat(dropped.notes()).anyMatch(note -> note.contains("`flarepath_load`"));
    assertThat(check(facts(MARK.properties("load"), Refs.NONE, main))).isEmpty();
    JobMark cleared = new JobMark(State.EMPTY, MARK.last());
    assertThat(check(facts(sealed(cleared), Refs.NONE, main))).as("nothing to lose").isEmpty();
  }

  // ---- Marks, and what becomes of them.

  /** What somebody does to the properties. */
  interface Edit {
    void apply(Map<String, String> properties);
  }

  @Provide
  static Arbitrary<Edit> edits() {
    Arbitrary<Integer> at = Arbitraries.integers().between(0, 9);
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(30),
            Arbitraries.of(
                "0", "1", "-1", "5", "2024-01-02", "v1;;", "run", "test", "x".repeat(99)));
    return Arbitraries.oneOf(
        at.map(i -> edit("drop", properties -> properties.remove(name(properties, i)))),
        Combinators.combine(at, values)
            .as((i, v) -> edit("set", properties -> properties.put(name(properties, i), v))),
        at.map(
            i ->
                edit(
                    "truncate",
                    properties ->
                        properties.computeIfPresent(
                            name(properties, i), (n, v) -> v.substring(0, v.length() / 2)))),
        Combinators.combine(at, at)
            .as(
                (i, j) ->
                    edit(
                        "swap",
                        properties -> {
                          String one = name(properties, i);
                          String two = name(properties, j);
                          String held = properties.getOrDefault(one, "");
                          properties.put(one, properties.getOrDefault(two, ""));
                          properties.put(two, held);
                        })),
        Combinators.combine(at, values)
            .as((i, v) -> edit("add", properties -> properties.put(STATE + i, v))),
        at.map(
            i ->
                edit(
                    "of another job",
                    properties -> {
                      Map<String, String> theirs = mark("2024-06-06", 77).sealed("other", "uuid");
                      String name = name(theirs, i);
                      properties.put(
                          name.replace(".other.", ".load."), theirs.getOrDefault(name, ""));
                    })));
  }

  private static Edit edit(String what, Edit edit) {
    return new Edit() {
      @Override
      public void apply(Map<String, String> properties) {
        if (!properties.isEmpty()) {
          edit.apply(properties);
        }
      }

      @Override
      public String toString() {
        return what;
      }
    };
  }

  private static String name(Map<String, String> properties, int at) {
    List<String> names = new ArrayList<>(properties.keySet().stream().sorted().toList());
    return names.get(at % names.size());
  }

  @Provide
  static Arbitrary<JobMark> marks() {
    Arbitrary<KeyName> names =
        Arbitraries.of("a", "b", "start").map(key -> new KeyName("all_events", key));
    Arbitrary<State> states =
        Arbitraries.maps(names, Arbitraries.strings().ofMaxLength(20)).ofMinSize(1).map(State::of);
    return Combinators.combine(states, Arbitraries.integers().between(1, 3), Arbitraries.of(0L, 5L))
        .as(
            (state, pass, sequence) ->
                new JobMark(state, Optional.of(new Publication("run", pass, 5, sequence, "test"))));
  }

  private static JobMark mark(String start, long snapshot) {
    return new JobMark(
        Plans.state(start), Optional.of(new Publication("run", 1, snapshot, snapshot, "test")));
  }

  private static Map<String, String> sealed(JobMark mark) {
    return new HashMap<>(mark.sealed("load", "uuid"));
  }

  private static SnapshotFacts published(JobMark mark) {
    Map<String, String> summary = new HashMap<>();
    Publication last = mark.last().orElseThrow();
    summary.put(SummaryNames.JOB, "load");
    summary.put(SummaryNames.WORKFLOW, last.workflow());
    summary.put(SummaryNames.RUN_ID, last.runId());
    summary.put(SummaryNames.PASS, Integer.toString(last.pass()));
    mark.state()
        .values()
        .forEach((name, value) -> summary.put(SummaryNames.STATE_PREFIX + name, value));
    return Plans.snapshot(5, 0, summary);
  }

  private static TableFacts table(Map<String, String> properties, JobMark mark) {
    SnapshotFacts published = published(mark);
    return facts(properties, refs(true, published, Kinship.UNKNOWN), published);
  }

  private static Refs refs(boolean isTag, SnapshotFacts snapshot, Kinship kinship) {
    return new Refs(
        Map.of(MarkTag.of("load"), new Refs.Ref(isTag, snapshot)), (id, sequence) -> kinship);
  }

  private static TableFacts facts(
      Map<String, String> properties, Refs refs, SnapshotFacts... history) {
    TableFacts plain = Plans.table(properties, history);
    return new TableFacts(
        plain.name(),
        plain.uuid(),
        plain.snapshotId(),
        plain.columns(),
        plain.required(),
        plain.partitioning(),
        plain.fileSpecs(),
        plain.properties(),
        plain.history(),
        refs);
  }

  private static Optional<Diagnostic> check(TableFacts table) {
    return StateCheck.check(JOB, JOB.outputs().get(0), table);
  }
}
