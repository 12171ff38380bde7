package io.flarepath.run;

import io.flarepath.audit.Finding;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.SinkPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.publish.Audit;
import io.flarepath.publish.PreparedDelivery;
import io.flarepath.publish.Writes;
import io.flarepath.run.RunRecord.DeliveryRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The delivery of one pass to its sinks, once. All of them are computed and judged before the first
 * is written, and all are written before a table is published: the state moves last, so a run that
 * dies delivers its window again, and never leaves one out.
 */
final class Delivery {

  private final Writes session;
  private final PassPlan pass;
  private final RunEvents events;
  private final int number;
  private final List<DeliveryRecord> delivered = new ArrayList<>();
  private Optional<SinkPlan> begun = Optional.empty();

  /**
   * A delivery that has not begun.
   *
   * @param number the pass's number
   */
  Delivery(Writes session, PassPlan pass, int number, RunEvents events) {
    this.session = session;
    this.pass = pass;
    this.number = number;
    this.events = events;
  }

  /** Delivers; once. */
  void run() {
    List<Accepted> accepted = new ArrayList<>();
    List<PreparedDelivery> prepared = new ArrayList<>();
    try {
      for (SinkWrite write : pass.deliveries()) {
        PreparedDelivery delivery = session.prepareDelivery(write);
        prepared.add(delivery);
        accepted.add(new Accepted(write, delivery, Audit.check(write, delivery)));
      }
      accepted.forEach(this::deliver);
    } finally {
      // All at once: two sinks of one view have the same kept rows.
      prepared.forEach(PreparedDelivery::close);
    }
  }

  /** Rows that are ready for their sink, and were judged. */
  private record Accepted(SinkWrite write, PreparedDelivery prepared, List<Finding> findings) {}

  private void deliver(Accepted accepted) {
    SinkPlan sink = accepted.write().sink();
    events.delivering(pass.job().name().value(), number, sink.target().toString());
    begun = Optional.of(sink);
    accepted.prepared().deliver();
    begun = Optional.empty();
    delivered.add(new DeliveryRecord(sink, accepted.prepared().counts(), accepted.findings()));
  }

  /** What was delivered so far. */
  List<DeliveryRecord> delivered() {
    return List.copyOf(delivered);
  }

  /**
   * A failure of the pass, which says what was delivered before it.
   *
   * @param hasMoved whether the pass has moved the state of one of its tables
   */
  FlarepathException explained(FlarepathException failure, boolean hasMoved) {
    return inPart(whole(failure, hasMoved));
  }

  /** A sink that was being written when the run came to its early end. */
  private FlarepathException inPart(FlarepathException failure) {
    boolean isEarly = failure.code() == Code.INTERRUPTED || failure.code() == Code.ENGINE_STOPPED;
    if (begun.isEmpty() || !isEarly) {
      return failure; // It says itself what became of the sink.
    }
    return failure.with(
        failure.diagnostics().stream()
            .map(
                each ->
                    each.because(
                        "%s may now contain only part of the rows; the next run delivers all of them"
                            .formatted(begun.get().target())))
            .toList());
  }

  private FlarepathException whole(FlarepathException failure, boolean hasMoved) {
    if (delivered.isEmpty()) {
      return failure;
    }
    String targets =
        delivered.stream()
            .map(record -> record.sink().target().toString())
            .collect(Collectors.joining(", "));
    List<Diagnostic> diagnostics = new ArrayList<>(failure.diagnostics());
    int last = diagnostics.size() - 1;
    diagnostics.set(
        last,
        diagnostics
            .get(last)
            .because(
                "the pass had already been delivered to %s%s"
                    .formatted(targets, hasMoved ? "" : next(failure.code()))));
    return failure.with(diagnostics);
  }

  /** What the next run does with what was delivered. */
  private static String next(Code failure) {
    return switch (failure) {
      // It goes on from what the other run published, and delivered.
      case ANOTHER_RUN_WON -> "";
      case OUTCOME_UNKNOWN -> "; the next run may deliver it again";
      default -> "; the next run delivers it again";
    };
  }
}
