package io.flarepath.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class JobMarkTest {

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("marks") JobMark mark, @ForAll("jobs") String job) {
    assertThat(JobMark.read(job, mark.properties(job))).isEqualTo(mark);
  }

  @Property
  void otherJobsMarksInOneTableDoNotMeet(
      @ForAll("marks") JobMark one,
      @ForAll("marks") JobMark two,
      @ForAll("jobs") String job,
      @ForAll("jobs") String other) {
    Map<String, String> both = new HashMap<>(Map.of("write.format.default", "orc"));
    both.putAll(one.properties(job));
    both.putAll(two.properties(other));
    assertThat(JobMark.read(other, both)).isEqualTo(job.equals(other) ? merged(one, two) : two);
  }

  @Property
  void theLastSnapshotsOfAllJobsAreKnown(
      @ForAll("marks") JobMark one, @ForAll("marks") JobMark two, @ForAll("jobs") String job) {
    Map<String, String> both = new HashMap<>(one.properties(job));
    both.putAll(two.properties(job + "-2"));
    Map<Long, List<String>> last = JobMark.lastSnapshots(both);
    one.last().ifPresent(each -> assertThat(last.get(each.snapshotId())).contains(job));
    two.last().ifPresent(each -> assertThat(last.get(each.snapshotId())).contains(job + "-2"));
    assertThat(last.values().stream().mapToInt(List::size).sum())
        .isEqualTo((int) (one.last().stream().count() + two.last().stream().count()));
  }

  @Test
  void aTableOfNobodyHasNoMark() {
    assertThat(JobMark.read("load", Map.of("owner", "me", "flarepath.created-by", "run")))
        .isEqualTo(JobMark.NONE);
  }

  @Test
  void aJobWhoseNameBeginsLikeAnotherIsAnother() {
    Map<String, String> properties = Map.of("flarepath.state.load-more.c.k", "1");
    assertThat(JobMark.read("load", properties).state().isEmpty()).isTrue();
  }

  @Test
  void damagedNumbersDoNotStopTheReading() {
    Map<String, String> properties =
        Map.of(
            "flarepath.run.load.id", "run",
            "flarepath.run.load.snapshot-id", "many",
            "flarepath.state.load.c.k", "");
    JobMark mark = JobMark.read("load", properties);
    assertThat(mark.last()).map(Publication::snapshotId).contains(-1L);
    assertThat(mark.state().value(new KeyName("c", "k"))).contains("");
  }

  @Test
  void aPropertyWithoutAKeyIsNotOurs() {
    assertThat(
            JobMark.read(
                    "load", Map.of("flarepath.state.load.x", "1", "flarepath.state.load.x.", "1"))
                .state()
                .isEmpty())
        .isTrue();
  }

  @Test
  void aKeyNameHasTwoParts() {
    assertThat(KeyName.parse("context.key.with.dots"))
        .isEqualTo(new KeyName("context", "key.with.dots"));
    assertThatThrownBy(() -> KeyName.parse("key")).hasMessage("not CONTEXT.KEY: key");
    assertThatThrownBy(() -> KeyName.parse(".key")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyName.parse("context."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  static Arbitrary<String> jobs() {
    return Arbitraries.of("load", "load-2", "load-more", "run", "state", "x");
  }

  @Provide
  static Arbitrary<JobMark> marks() {
    Arbitrary<String> words =
        Arbitraries.strings().alpha().numeric().withChars('_', '-').ofMinLength(1);
    Arbitrary<KeyName> names = Combinators.combine(words, words).as(KeyName::new);
    Arbitrary<State> states =
        Arbitraries.maps(names, Arbitraries.strings()).ofMaxSize(4).map(State::of);
    Arbitrary<Publication> publications =
        Combinators.combine(
                words,
                Arbitraries.integers().greaterOrEqual(1),
                Arbitraries.longs(),
                Arbitraries.longs().greaterOrEqual(0),
                words)
            .as(Publication::new);
    return Combinators.combine(states, publications.optional()).as(JobMark::new);
  }

  /** What two marks of one job come to in one table: the later one's values win. */
  private static JobMark merged(JobMark one, JobMark two) {
    Optional<Publication> last = two.last().or(one::last);
    return new JobMark(one.state().with(two.state().values()), last);
  }
}
