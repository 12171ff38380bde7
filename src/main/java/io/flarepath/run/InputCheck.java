package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.plan.DataSource;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.TableFacts;
import io.flarepath.run.Engine.FrozenInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at the tables that a job reads, and remembers at which snapshot they stand. */
final class InputCheck {

  private InputCheck() {}

  /** The inputs as they stand now; every table that is missing is reported at once. */
  static List<FrozenInput> freeze(Tables tables, JobPlan.Load job) {
    Problems problems = new Problems();
    List<FrozenInput> frozen = new ArrayList<>();
    for (InputPlan input : job.inputs()) {
      if (!(input.source() instanceof DataSource.Table source)) {
        frozen.add(new FrozenInput(input, OptionalLong.empty(), OptionalLong.empty()));
        continue;
      }
      Optional<TableFacts> table = tables.load(source.name());
      if (table.isEmpty()) {
        problems.add(
            Diagnostic.error(Code.TABLE_MISSING, "the table " + source + " does not exist")
                .at(input.input().dataset().span())
                .because("the input `" + input.name() + "` reads it")
                .help("run the job that makes it first, or check depot, collection and dataset"));
      }
      frozen.add(
          new FrozenInput(
              input,
              table.map(TableFacts::snapshotId).orElse(OptionalLong.empty()),
              table.map(TableFacts::dataFiles).orElse(OptionalLong.empty())));
    }
    problems.throwIfErrors();
    return frozen;
  }
}
