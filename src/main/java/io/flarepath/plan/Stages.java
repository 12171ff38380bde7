package io.flarepath.plan;

import io.flarepath.workflow.Upkeep;
import java.util.ArrayList;
import java.util.List;

/** The stages of a pass, in the order in which a run does them. */
final class Stages {

  private Stages() {}

  static List<Stage> of(PassPlan pass) {
    List<Stage> stages = new ArrayList<>();
    stages.add(new Stage.Freeze(pass.job().inputs()));
    stages.add(new Stage.Read(pass.slices()));
    stages.add(new Stage.Transform(pass.job().job().steps()));
    if (isLookedAt(pass)) {
      stages.add(new Stage.Look(pass.job().job().upkeep()));
    }
    boolean delivers = !pass.deliveries().isEmpty();
    for (OutputWrite write : pass.writes()) {
      stages.add(new Stage.Write(write));
      stages.add(new Stage.Hold(write));
      if (!write.output().output().assertions().isEmpty()) {
        stages.add(new Stage.Audit(write));
      }
      // The state moves last: a run that dies delivers its slice again, and never leaves one out.
      if (delivers) {
        stages.add(new Stage.Deliver(pass.deliveries()));
        delivers = false;
      }
      stages.add(new Stage.Publish(write));
    }
    if (delivers) {
      stages.add(new Stage.Deliver(pass.deliveries()));
    }
    stages.add(new Stage.Tidy());
    return stages;
  }

  private static boolean isLookedAt(PassPlan pass) {
    Upkeep upkeep = pass.job().job().upkeep();
    boolean asks =
        upkeep.previewLines() > 0 || !upkeep.assertions().isEmpty() || upkeep.profile().isPresent();
    return asks && pass.job().pace().canLookFirst();
  }
}
