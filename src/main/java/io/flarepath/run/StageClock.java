package io.flarepath.run;

import io.flarepath.pass.SourceFacts;
import io.flarepath.plan.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures the stages of one pass, from the moment when it is about to be decided. What decides it
 * is measured before its stages are known, in parts. While a part is measured within another, the
 * outer one rests: each moment and each cost counts once. Not thread-safe.
 */
final class StageClock {

  private final Clock clock;
  private final Meter meter;
  private final Instant started;
  private final Map<Part, Span> parts = new EnumMap<>(Part.class);
  private final List<Done> stages = new ArrayList<>();
  private final List<StageRecord> others = new ArrayList<>();
  private Optional<Span> current = Optional.empty();
  private Instant since;

  /** A clock that starts now. */
  StageClock(Clock clock, Meter meter) {
    this.clock = clock;
    this.meter = meter;
    this.started = clock.instant();
    this.since = started;
  }

  /** A clock that stands still, for a pass that is only looked at. */
  static StageClock stopped() {
    return new StageClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Meter.NONE);
  }

  /** Facts whose answers are measured as the parts that they belong to. */
  SourceFacts measured(SourceFacts facts) {
    return new MeasuredFacts(facts, this);
  }

  /** Does a part, which writes no data files. */
  <T> T on(Part part, Supplier<T> work) {
    return during(span(part), work);
  }

  /** Does a part that gives nothing. */
  void doing(Part part, Runnable work) {
    on(
        part,
        () -> {
          work.run();
          return part;
        });
  }

  /** Takes note of a stage that was measured as a part, before it was known. */
  void decided(Part part) {
    span(part);
  }

  /** Does a stage that writes no data files. It is recorded also if it fails. */
  <T> T stage(Stage stage, Supplier<T> work) {
    Span span = new Span(meter.open(), OptionalLong.of(0));
    stages.add(new Done(stage, span));
    return during(span, work);
  }

  /** Does a stage that may write data files. How many is unknown until it is said. */
  <T> T writing(Stage stage, Supplier<T> work) {
    Span span = new Span(meter.open(), OptionalLong.empty());
    stages.add(new Done(stage, span));
    return during(span, work);
  }

  /** Says what a stage that was done has written. */
  void wrote(Stage stage, long files, long bytes) {
    stages.stream()
        .filter(done -> done.stage == stage)
        .forEach(done -> done.span.wrote(OptionalLong.of(files), OptionalLong.of(bytes)));
  }

  /** Adds what was measured apart. */
  void add(List<StageRecord> records) {
    others.addAll(records);
  }

  /**
   * The stages so far, in their order, once all their costs are counted. What was added is summed
   * up.
   */
  List<StageRecord> stages() {
    meter.settle(
        Stream.concat(parts.values().stream(), stages.stream().map(Done::span))
            .map(span -> span.account)
            .toList());
    List<StageRecord> records = new ArrayList<>(measured(part -> part != Part.UNTAKEN));
    stages.forEach(
        done -> records.add(StageRecord.of(done.stage, done.span.took, done.span.cost())));
    records.addAll(others);
    records.addAll(measured(part -> part == Part.UNTAKEN)); // After all passes.
    return others.isEmpty() ? records : StageRecord.sums(records);
  }

  private List<StageRecord> measured(Predicate<Part> which) {
    return parts.entrySet().stream()
        .filter(part -> which.test(part.getKey()))
        .map(part -> StageRecord.of(part.getKey(), part.getValue().took, part.getValue().cost()))
        .toList();
  }

  /** When the pass was about to be decided. */
  Instant started() {
    return started;
  }

  /** The time since the pass was about to be decided. */
  Duration took() {
    return Duration.between(started, clock.instant());
  }

  private Span span(Part part) {
    return parts.computeIfAbsent(part, any -> new Span(meter.open(), OptionalLong.of(0)));
  }

  private <T> T during(Span span, Supplier<T> work) {
    Optional<Span> outer = current;
    turn(Optional.of(span));
    try {
      return work.get();
    } finally {
      turn(outer);
    }
  }

  /** Ends what was measured, and begins with the next. */
  private void turn(Optional<Span> next) {
    Instant now = clock.instant();
    Duration passed = Duration.between(since, now);
    current.ifPresent(span -> span.took = span.took.plus(passed));
    since = now;
    current = next;
    next.ifPresentOrElse(span -> meter.charge(span.account), meter::stop);
  }

  /** A stage, and what was measured of it. */
  private record Done(Stage stage, Span span) {}

  /** What is measured of one part or stage. */
  private static final class Span {

    private final Meter.Account account;
    private Duration took = Duration.ZERO;
    private OptionalLong files;
    private OptionalLong bytes;

    private Span(Meter.Account account, OptionalLong written) {
      this.account = account;
      this.files = written;
      this.bytes = written;
    }

    private void wrote(OptionalLong filesWritten, OptionalLong bytesWritten) {
      files = filesWritten;
      bytes = bytesWritten;
    }

    private Cost cost() {
      return account.cost().writing(files, bytes);
    }
  }
}
