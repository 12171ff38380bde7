package io.flarepath.run;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.Stage;
import io.flarepath.plan.Write;

/**
 * Which passes may be written beside the passes before and after them: those that read nothing of
 * what these write, and of which is known before they are written where the next one begins.
 */
final class Independence {

  private Independence() {}

  /** Whether a pass is one of them. What is not certain is not. */
  static boolean of(PassPlan pass) {
    boolean isOfOneTable =
        pass.job().outputs().size() == 1
            && pass.job().sinks().isEmpty()
            && pass.writes().size() == 1;
    return isOfOneTable
        && pass.movesState()
        && pass.isMoving()
        && pass.foreseen().isPresent()
        && !pass.slices().isEmpty()
        && pass.slices().stream().allMatch(slice -> slice.window().isPresent())
        && !isLookedAt(pass)
        && isIndependent(pass.writes().get(0));
  }

  private static boolean isLookedAt(PassPlan pass) {
    return pass.stages().stream().anyMatch(Stage.Look.class::isInstance);
  }

  private static boolean isIndependent(OutputWrite write) {
    return write.table().filter(table -> table.snapshotId().isPresent()).isPresent()
        && write.change().isNone()
        && write.write().accept(new Alone());
  }

  /** Writes that keep no rows of a neighbouring window. */
  private static final class Alone implements Write.Visitor<Boolean> {

    @Override
    public Boolean append(Write.Append append) {
      return true;
    }

    @Override
    public Boolean replaceWindow(Write.ReplaceWindow window) {
      // Of a file that goes by name, only its statistics would tell whose rows it has.
      return window
          .cover()
          .match(partitions -> partitions.edges(window.window()).isEmpty(), files -> false);
    }

    @Override
    public Boolean replacePartitions(Write.ReplacePartitions partitions) {
      return false;
    }

    @Override
    public Boolean merge(Write.Merge merge) {
      return false;
    }

    @Override
    public Boolean replaceAll(Write.ReplaceAll all) {
      return false;
    }
  }
}
