package io.flarepath.run;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.Write;
import io.flarepath.window.Range;
import java.util.stream.Stream;

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
        && !pass.isLookedAt()
        && !pass.job().mayReadItsOutputs()
        && isIndependent(pass.writes().get(0));
  }

  /** Whether two passes replace none of the same rows. */
  static boolean of(PassPlan pass, PassPlan other) {
    return replaced(pass).allMatch(one -> replaced(other).noneMatch(each -> overlap(one, each)));
  }

  private static Stream<Range> replaced(PassPlan pass) {
    return pass.writes().stream()
        .flatMap(write -> write.write().replacedWindow().stream())
        .map(Write.ReplaceWindow::window);
  }

  private static boolean overlap(Range one, Range other) {
    return one.start().compareTo(other.end()) < 0 && other.start().compareTo(one.end()) < 0;
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
