package io.flarepath.run;

import io.flarepath.plan.PassPlan;
import io.flarepath.plan.PassSteps;
import io.flarepath.plan.Stage;
import io.flarepath.publish.AuditedOutput;
import io.flarepath.publish.OutputRecord;
import io.flarepath.publish.PassId;
import io.flarepath.publish.Publishing;
import io.flarepath.publish.StagedOutput;
import io.flarepath.publish.Turn;
import io.flarepath.publish.WrittenOutput;
import io.flarepath.state.JobMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run does at each stage of a pass. What was published, delivered and seen is kept, also
 * when a later stage fails. Not thread-safe.
 */
final class PassWalk implements PassSteps<WrittenOutput, StagedOutput, AuditedOutput> {

  private final Publishing publishing;
  private final Engine.Session session;
  private final PassId id;
  private final PassPlan pass;
  private final RunEvents events;
  private final StageClock clock;
  private final Runnable check;
  private final Turns turns;
  private final Delivery delivery;
  private Optional<Stage.Write> writing = Optional.empty();
  private Optional<Stage.Hold> holding = Optional.empty();
  private final List<OutputRecord> outputs = new ArrayList<>();
  private Optional<JobMark> mark = Optional.empty();
  private FirstLook.Seen seen = FirstLook.Seen.NOTHING;

  /**
   * A walk that has not begun.
   *
   * @param check asked before each stage up to the publish; throws if the run is to end
   * @param turns when each of its outputs may be staged
   */
  PassWalk(
      Publishing publishing,
      Engine.Session session,
      PassId id,
      PassPlan pass,
      RunEvents events,
      StageClock clock,
      Runnable check,
      Turns turns) {
    this.publishing = publishing;
    this.session = session;
    this.id = id;
    this.pass = pass;
    this.events = events;
    this.clock = clock;
    this.check = check;
    this.turns = turns;
    this.delivery = new Delivery(session, pass, id.number(), events);
  }

  /** The job's mark that the last publish left. */
  Optional<JobMark> mark() {
    return mark;
  }

  FirstLook.Seen seen() {
    return seen;
  }

  List<OutputRecord> outputs() {
    return List.copyOf(outputs);
  }

  Delivery delivery() {
    return delivery;
  }

  @Override
  public void freeze(Stage.Freeze stage) {
    clock.decided(Part.FREEZE);
  }

  @Override
  public void read(Stage.Read stage) {
    clock.decided(Part.READ);
  }

  @Override
  public void transform(Stage.Transform stage) {
    clock.decided(Part.TRANSFORM);
  }

  @Override
  public void look(Stage.Look stage) {
    check.run();
    seen = clock.stage(stage, () -> FirstLook.at(session, pass, events));
  }

  @Override
  public WrittenOutput write(Stage.Write stage) {
    check.run();
    writing = Optional.of(stage);
    Turn turn = turns.of(pass, stage.write());
    return clock.writing(stage, () -> publishing.write(session, id, pass, stage.write(), turn));
  }

  @Override
  public StagedOutput hold(Stage.Hold stage, WrittenOutput written) {
    try {
      turns.of(pass, stage.write()).mark();
      check.run();
    } catch (RuntimeException e) {
      try {
        written.discard();
      } catch (RuntimeException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    holding = Optional.of(stage);
    return clock.writing(stage, written::stage);
  }

  @Override
  public AuditedOutput audit(Stage.Audit stage, StagedOutput staged) {
    check.run();
    return clock.stage(stage, staged::audit);
  }

  @Override
  public void deliver(Stage.Deliver stage, Optional<AuditedOutput> next) {
    check.run();
    clock.writing(
        stage,
        () -> {
          next.ifPresentOrElse(output -> output.deliver(delivery::run), delivery::run);
          return stage;
        });
  }

  @Override
  public void publish(Stage.Publish stage, AuditedOutput audited) {
    check.run();
    OutputRecord output = clock.writing(stage, audited::publish);
    outputs.add(output);
    mark = audited.mark();
    wrote(stage, audited.isOfFiles(), output);
  }

  /** Which stage wrote the files: a merge does so when it is staged. */
  private void wrote(Stage.Publish publish, boolean isOfFiles, OutputRecord output) {
    if (output.attempts() > 1) {
      return; // Files of the attempts before are not known any more.
    }
    Stage wrote = isOfFiles ? writing.orElseThrow() : holding.orElseThrow();
    Stage not = isOfFiles ? holding.orElseThrow() : writing.orElseThrow();
    clock.wrote(wrote, output.filesWritten(), output.bytesWritten());
    clock.wrote(not, 0, 0);
    clock.wrote(publish, 0, 0);
  }

  @Override
  public void tidy(Stage.Tidy stage, AuditedOutput published) {
    clock.stage(
        stage,
        () -> {
          published.close();
          return stage;
        });
  }
}
