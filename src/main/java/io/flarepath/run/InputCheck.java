package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.run.Engine.FrozenInput;
import io.flarepath.run.Engine.FrozenTable;
import io.flarepath.source.DataSource;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the tables that a job reads, and remembers at which snapshot they stand. */
final class InputCheck {

  private InputCheck() {}

  /** The inputs as they stand now; every table that is missing is reported at once. */
  static List<FrozenInput> freeze(Catalog tables, JobPlan.Load job) {
    Problems problems = new Problems();
    List<FrozenInput> frozen = new ArrayList<>();
    for (InputPlan input : job.inputs()) {
      frozen.add(freeze(tables, input, problems));
    }
    problems.throwIfErrors();
    return frozen;
  }

  /** One input as it stands now; what is missing is left to the engine to find. */
  static FrozenInput freeze(Catalog tables, InputPlan input) {
    return freeze(tables, input, new Problems());
  }

  private static FrozenInput freeze(Catalog tables, InputPlan input, Problems problems) {
    Map<TableName, FrozenTable> read = new LinkedHashMap<>();
    for (DataSource.Table source : tables(input.source())) {
      Optional<TableFacts> table = tables.load(source.name());
      if (table.isEmpty()) {
        problems.add(
            missing(source.name(), tables.isView(source.name()))
                .at(input.input().place())
                .because("the input `" + input.name() + "` reads it"));
      }
      table.ifPresent(
          facts -> read.put(source.name(), new FrozenTable(facts.snapshotId(), facts.dataFiles())));
    }
    return new FrozenInput(input, read);
  }

  private static Diagnostic missing(TableName name, boolean isView) {
    return isView
        ? Diagnostic.error(Code.TABLE_MISSING, name + " is a view, and an input is a table")
            .because("what a view reads cannot be held at one snapshot for a whole pass")
            .help(
                "write the view's SQL as the input's `query`, instead of `dataset`: its tables are"
                    + " read at one snapshot")
        : Diagnostic.error(Code.TABLE_MISSING, "the table " + name + " does not exist")
            .help("run the job that creates it first, or check the depot, collection and dataset");
  }

  private static Collection<DataSource.Table> tables(DataSource source) {
    return source.match(
        table -> List.of(table),
        files -> List.of(),
        connector -> List.of(),
        query -> query.tables().values());
  }
}
