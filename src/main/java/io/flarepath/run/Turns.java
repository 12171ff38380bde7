package io.flarepath.run;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.Turn;
import io.flarepath.state.JobMark;

/** From which mark a pass goes on in each of its outputs. */
@FunctionalInterface
interface Turns {

  /** A pass that follows what its outputs have published already. */
  Turns AT_ONCE =
      (pass, write) -> {
        String job = pass.job().name().value();
        return Turn.after(write.table().map(table -> table.mark(job)).orElse(JobMark.NONE));
      };

  Turn of(PassPlan pass, OutputWrite write);
}
