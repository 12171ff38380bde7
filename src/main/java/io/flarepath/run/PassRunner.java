package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.Decision;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.OutputRecord;
import io.flarepath.publish.PassId;
import io.flarepath.publish.Publishing;
import io.flarepath.run.RunRecord.DeliveryRecord;
import io.flarepath.run.RunRecord.PassRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Does one pass: looks at its rows, delivers to its sinks, and publishes its outputs. */
final class PassRunner {

  private final Publishing publishing;
  private final RunEvents events;
  private final Clock clock;

  PassRunner(Publishing publishing, RunEvents events, Clock clock) {
    this.publishing = publishing;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Does one pass: delivers to its sinks as the last thing before it publishes. What it delivers
   * and publishes is recorded, also when a later output fails.
   *
   * @param passes takes the record
   */
  void run(Engine.Session session, PassId id, Decision.Due due, List<PassRecord> passes) {
    Instant started = clock.instant();
    PassPlan pass = due.pass();
    events.passStarted(pass.job().name().value(), id.number(), pass);
    List<OutputRecord> outputs = new ArrayList<>();
    FirstLook.Seen seen = FirstLook.at(session, pass, events);
    Delivery delivery = new Delivery(session, pass, id.number(), events);
    boolean isDone = false;
    try {
      for (OutputWrite write : pass.writes()) {
        outputs.add(publishing.publish(session, id, pass, write, delivery::once));
      }
      delivery.once();
      isDone = true;
    } catch (FlarepathException e) {
      throw delivery.told(e, !outputs.isEmpty() && pass.isMoving());
    } finally {
      if (isDone || !outputs.isEmpty() || !delivery.delivered().isEmpty()) {
        PassRecord record = record(id, due, seen, outputs, delivery.delivered(), started);
        passes.add(record);
        events.passEnded(pass.job().name().value(), record);
      }
    }
  }

  private PassRecord record(
      PassId id,
      Decision.Due due,
      FirstLook.Seen seen,
      List<OutputRecord> outputs,
      List<DeliveryRecord> deliveries,
      Instant started) {
    return new PassRecord(
        id.number(),
        due.reason(),
        due.pass().keys(),
        due.pass().slices().stream().flatMap(slice -> slice.window().stream()).toList(),
        seen.findings(),
        seen.profile(),
        outputs,
        deliveries,
        Duration.between(started, clock.instant()));
  }
}
