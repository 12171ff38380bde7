package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.SinkWrite;
import io.flarepath.publish.Audit;
import io.flarepath.publish.PreparedDelivery;
import io.flarepath.publish.Writes;
import io.flarepath.run.RunRecord.DeliveryRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private boolean isBegun;

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

  /** Delivers, if that has not begun yet. */
  void once() {
    if (isBegun) {
      return;
    }
    isBegun = true;
    Map<SinkWrite, PreparedDelivery> prepared = new LinkedHashMap<>();
    try {
      for (SinkWrite write : pass.deliveries()) {
        PreparedDelivery delivery = session.prepareDelivery(write);
        prepared.put(write, delivery);
        Audit.check(write, delivery);
      }
      prepared.forEach(this::deliver);
    } finally {
      // All at once: two sinks of one view have the same kept rows.
      prepared.values().forEach(PreparedDelivery::close);
    }
  }

  private void deliver(SinkWrite write, PreparedDelivery prepared) {
    String target = write.sink().target().toString();
    events.delivering(pass.job().name().value(), number, target);
    prepared.deliver();
    delivered.add(new DeliveryRecord(target, write.sink().word(), prepared.counts()));
  }

  /** What was delivered so far. */
  List<DeliveryRecord> delivered() {
    return List.copyOf(delivered);
  }

  /**
   * A failure of the pass; it tells what was delivered before.
   *
   * @param hasMoved whether the pass has moved the state of one of its tables
   */
  FlarepathException told(FlarepathException failure, boolean hasMoved) {
    if (delivered.isEmpty()) {
      return failure;
    }
    String targets =
        delivered.stream().map(DeliveryRecord::target).collect(Collectors.joining(", "));
    List<Diagnostic> told = new ArrayList<>(failure.diagnostics());
    int last = told.size() - 1;
    told.set(
        last,
        told.get(last)
            .because(
                "the pass had been delivered to %s%s"
                    .formatted(targets, hasMoved ? "" : next(failure.code()))));
    return failure.with(told);
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
