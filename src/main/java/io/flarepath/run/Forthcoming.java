package io.flarepath.run;

import io.flarepath.diagnostic.Span;
import io.flarepath.plan.DerivedDependency;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.Catalog;
import io.flarepath.run.Outlook.JobOutlook;
import io.flarepath.table.Column;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the jobs before a job will have made when it starts, by what is foreseen of them. Not
 * thread-safe.
 */
final class Forthcoming {

  private final RunPlan plan;
  private final Catalog tables;
  private final Set<String> due = new HashSet<>();
  private final Map<TableName, List<Column>> columns = new HashMap<>();

  Forthcoming(RunPlan plan, Catalog tables) {
    this.plan = plan;
    this.tables = tables;
  }

  /** Takes in what is foreseen of the next job. */
  void add(JobOutlook outlook) {
    boolean isDue =
        outlook.match(
            pass -> written(pass.pass().writes()),
            stream -> true,
            nothing -> false,
            later -> written(later.writes()),
            blocked -> true);
    if (isDue) {
      due.add(outlook.job().name().value());
    }
  }

  private boolean written(List<OutputWrite> writes) {
    for (OutputWrite write : writes) {
      List<Column> now =
          new ArrayList<>(write.table().map(TableFacts::columns).orElseGet(write::columns));
      now.addAll(write.table().isPresent() ? write.change().added() : List.of());
      columns.put(write.output().table(), now);
    }
    return true;
  }

  /** What a job reads that a job before it will write. */
  List<DerivedDependency> of(JobPlan job) {
    return plan.feeds().stream()
        .filter(feed -> feed.job().equals(job.name().value()) && due.contains(feed.after()))
        .toList();
  }

  /** Those of them whose tables are not there yet. */
  List<DerivedDependency> missing(JobPlan job) {
    return of(job).stream()
        .filter(
            feed -> feed.place().table().filter(name -> tables.load(name).isEmpty()).isPresent())
        .toList();
  }

  /** The columns that what is read at a place will have; empty where they are not known. */
  Optional<List<Column>> columns(List<DerivedDependency> feeds, Span place) {
    return feeds.stream()
        .filter(feed -> feed.read().equals(place))
        .flatMap(feed -> feed.place().table().stream())
        .flatMap(name -> Optional.ofNullable(columns.get(name)).stream())
        .findFirst();
  }

  /** The table of an output as it stands. */
  Optional<TableFacts> table(OutputPlan output) {
    return tables.load(output.table());
  }
}
