package io.flarepath.run;

import io.flarepath.plan.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Measures the stages of one pass, from the moment when it is about to be decided. Freezing,
 * reading and transforming decide it, so they are measured before their stages are known. Not
 * thread-safe.
 */
final class StageClock {

  private final Clock clock;
  private final Instant started;
  private final List<StageRecord> stages = new ArrayList<>();
  private Duration freeze = Duration.ZERO;
  private Duration read = Duration.ZERO;
  private Duration transform = Duration.ZERO;

  /** A clock that starts now. */
  StageClock(Clock clock) {
    this.clock = clock;
    this.started = clock.instant();
  }

  /** A clock that stands still, for a pass that is only looked at. */
  static StageClock stopped() {
    return new StageClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /** Freezes the inputs. */
  <T> T freezing(Supplier<T> work) {
    Instant begun = clock.instant();
    T result = work.get();
    freeze = freeze.plus(since(begun));
    return result;
  }

  /** Decides what to read. */
  <T> T reading(Supplier<T> work) {
    Instant begun = clock.instant();
    T result = work.get();
    read = read.plus(since(begun));
    return result;
  }

  /** Makes views, and chooses writes. */
  <T> T transforming(Supplier<T> work) {
    Instant begun = clock.instant();
    T result = work.get();
    transform = transform.plus(since(begun));
    return result;
  }

  void frozen(Stage stage) {
    stages.add(new StageRecord(stage, freeze));
  }

  void decided(Stage stage) {
    stages.add(new StageRecord(stage, read));
  }

  void transformed(Stage stage) {
    stages.add(new StageRecord(stage, transform));
  }

  /** Does a stage. It is recorded also if it fails. */
  <T> T stage(Stage stage, Supplier<T> work) {
    Instant begun = clock.instant();
    try {
      return work.get();
    } finally {
      stages.add(new StageRecord(stage, since(begun)));
    }
  }

  /** The stages so far, in their order. */
  List<StageRecord> stages() {
    return List.copyOf(stages);
  }

  /** When the pass was about to be decided. */
  Instant started() {
    return started;
  }

  /** The time since the pass was about to be decided. */
  Duration took() {
    return since(started);
  }

  private Duration since(Instant begun) {
    return Duration.between(begun, clock.instant());
  }
}
