package io.flarepath.plan;

import io.flarepath.workflow.Upkeep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The order of the stages of a pass. It is written here once, for plans and for runs. */
public final class Stages {

  private Stages() {}

  /**
   * Takes the steps of a pass in their order, and hands each result to the step that needs it.
   *
   * @throws RuntimeException what a step throws; the steps after it are not taken
   */
  public static <W, S, A> void walk(PassPlan pass, PassSteps<W, S, A> steps) {
    steps.freeze(new Stage.Freeze(pass.job().inputs()));
    steps.read(new Stage.Read(pass.slices()));
    steps.transform(new Stage.Transform(pass.job().job().steps()));
    if (isLookedAt(pass)) {
      steps.look(new Stage.Look(pass.job().job().upkeep()));
    }
    boolean delivers = !pass.deliveries().isEmpty();
    for (OutputWrite write : pass.writes()) {
      W written = steps.write(new Stage.Write(write));
      S staged = steps.hold(new Stage.Hold(write), written);
      A audited = steps.audit(new Stage.Audit(write), staged);
      // The state moves last: a run that dies delivers its slice again, and never leaves one out.
      if (delivers) {
        steps.deliver(new Stage.Deliver(pass.deliveries()), Optional.of(audited));
        delivers = false;
      }
      steps.publish(new Stage.Publish(write), audited);
      steps.tidy(new Stage.Tidy(write), audited);
    }
    if (delivers) {
      steps.deliver(new Stage.Deliver(pass.deliveries()), Optional.empty());
    }
  }

  static List<Stage> of(PassPlan pass) {
    Listing listing = new Listing(new ArrayList<>());
    walk(pass, listing);
    return listing.stages();
  }

  static boolean isLookedAt(PassPlan pass) {
    Upkeep upkeep = pass.job().job().upkeep();
    boolean asks =
        upkeep.previewLines() > 0 || !upkeep.assertions().isEmpty() || upkeep.profile().isPresent();
    return asks && pass.job().pace().canLookFirst();
  }

  /** Steps that do nothing but note the stage. */
  private record Listing(List<Stage> stages)
      implements PassSteps<OutputWrite, OutputWrite, OutputWrite> {

    @Override
    public void freeze(Stage.Freeze stage) {
      stages.add(stage);
    }

    @Override
    public void read(Stage.Read stage) {
      stages.add(stage);
    }

    @Override
    public void transform(Stage.Transform stage) {
      stages.add(stage);
    }

    @Override
    public void look(Stage.Look stage) {
      stages.add(stage);
    }

    @Override
    public OutputWrite write(Stage.Write stage) {
      stages.add(stage);
      return stage.write();
    }

    @Override
    public OutputWrite hold(Stage.Hold stage, OutputWrite written) {
      stages.add(stage);
      return written;
    }

    @Override
    public OutputWrite audit(Stage.Audit stage, OutputWrite staged) {
      stages.add(stage);
      return staged;
    }

    @Override
    public void deliver(Stage.Deliver stage, Optional<OutputWrite> next) {
      stages.add(stage);
    }

    @Override
    public void publish(Stage.Publish stage, OutputWrite audited) {
      stages.add(stage);
    }

    @Override
    public void tidy(Stage.Tidy stage, OutputWrite published) {
      stages.add(stage);
    }
  }
}
