package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
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

/**
 * Looks at the tables that a job reads, those behind views too, and remembers at which snapshot
 * they stand.
 */
record InputCheck(Catalog tables, Reads session) {

  /** The inputs as they stand now; every table that is missing is reported at once. */
  List<FrozenInput> freeze(JobPlan.Load job) {
    Problems problems = new Problems();
    List<FrozenInput> frozen = new ArrayList<>();
    for (InputPlan input : job.inputs()) {
      frozen.add(freeze(input, problems));
    }
    problems.throwIfErrors();
    return frozen;
  }

  /** One input as it stands now; what is missing is left to the engine to find. */
  FrozenInput freeze(InputPlan input) {
    return freeze(input, new Problems());
  }

  private FrozenInput freeze(InputPlan input, Problems problems) {
    Map<TableName, FrozenTable> read = new LinkedHashMap<>();
    for (DataSource.Table source : tables(input.source())) {
      if (!freeze(source.name(), read)) {
        missing(input, source.name(), read, problems);
      }
    }
    return new FrozenInput(input, read);
  }

  private boolean freeze(TableName name, Map<TableName, FrozenTable> read) {
    Optional<TableFacts> table = tables.load(name);
    table.ifPresent(
        facts ->
            read.put(
                name, new FrozenTable(facts.snapshotId(), facts.dataFiles(), facts.columns())));
    return table.isPresent();
  }

  /** What is no table may be a view; its tables are frozen instead. */
  private void missing(
      InputPlan input, TableName name, Map<TableName, FrozenTable> read, Problems problems) {
    if (!tables.isView(name)) {
      problems.add(
          Diagnostic.error(Code.TABLE_MISSING, "the table " + name + " does not exist")
              .at(input.input().place())
              .because("the input `" + input.name() + "` reads it")
              .help(
                  "run the job that creates it first, or check the depot, collection and dataset"));
    } else if (input.choosesVersion()) {
      problems.add(
          Diagnostic.error(
                  Code.TABLE_MISSING, name + " is a view, which has no snapshots, branches or tags")
              .at(input.input().place())
              .because("the options of the input `" + input.name() + "` choose one")
              .help("leave the option out, or read the view's tables in a `query`"));
    } else {
      try {
        for (TableName table : session.tables(input, name)) {
          if (!read.containsKey(table) && !DataSource.Table.isMetadata(table)) {
            behind(input, name, table, read).ifPresent(problems::add);
          }
        }
      } catch (FlarepathException e) {
        problems.addAll(e.diagnostics());
      }
    }
  }

  /** Freezes what a view reads; what is wrong with it, if it cannot be frozen. */
  private Optional<Diagnostic> behind(
      InputPlan input, TableName view, TableName name, Map<TableName, FrozenTable> read) {
    return freeze(name, read)
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                    Code.TABLE_MISSING,
                    "the view %s reads %s, which is not a table".formatted(view, name))
                .at(input.input().place())
                .because("only tables can be read at one snapshot for a whole pass")
                .help("let the view read the table directly, or write its SQL as a `query`"));
  }

  private static Collection<DataSource.Table> tables(DataSource source) {
    return source.match(
        table -> List.of(table),
        files -> List.of(),
        connector -> List.of(),
        query -> query.tables().values());
  }
}
