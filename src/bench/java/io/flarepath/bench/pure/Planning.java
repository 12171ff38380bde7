package io.flarepath.bench.pure;

import io.flarepath.diagnostic.Problems;
import io.flarepath.pass.Strategies;
import io.flarepath.pass.keysql.KeySqlStrategy;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.WorkflowPlanner;
import io.flarepath.settings.Settings;
import io.flarepath.settings.hocon.SettingsReader;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the records of a workflow to its plan; Spark's grammar of SQL is a part of it. */
@State(Scope.Thread)
public class Planning {

  private final Workflow workflow = Example.read().workflow(new Problems());
  private final WorkflowPlanner planner =
      new WorkflowPlanner(
          settings(), new CatalystSqlParser(), new Strategies(List.of(new KeySqlStrategy())));

  private static Settings settings() {
    return new SettingsReader(name -> Optional.empty(), Map.of())
        .read(List.of(), new Problems())
        .orElseThrow();
  }

  /** Plans one workflow. */
  @Benchmark
  public RunPlan plan() {
    return planner.plan(workflow, new Problems()).orElseThrow();
  }
}
