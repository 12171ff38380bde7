package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.history.JobTable;
import io.flarepath.history.StatePlanner;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.plan.PassPlan;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.Stage;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.Mode;
import io.flarepath.publish.Publishing;
import io.flarepath.publish.Tables;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.settings.RunSettings;
import io.flarepath.state.JobMark;
import io.flarepath.table.Column;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A run with every room real but the engine and the tables. */
public final class Rehearsal {

  public static final RunOptions ONCE =
      new RunOptions(Mode.RUN, Set.of(), false, OptionalInt.empty(), Map.of(), false);

  public static final RunOptions CATCH_UP =
      new RunOptions(Mode.RUN, Set.of(), true, OptionalInt.empty(), Map.of(), false);

  final FakeEngine engine = new FakeEngine();
  public final FakeTables tables = new FakeTables();
  final List<String> heard = new ArrayList<>();
  private UnaryOperator<Tables> around = UnaryOperator.identity();
  private int runs;

  public Rehearsal() {
    tables.add(
        new TableFacts(
            new TableName("icebase", List.of("retail"), "events"),
            "uuid-of-events",
            OptionalLong.of(77),
            List.of(new Column("at", "bigint"), new Column("id", "bigint")),
            Set.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of()));
  }

  /** The job {@code load}: tens, from 0. */
  public static LoadJob tens() {
    return tens("load");
  }

  public static LoadJob tens(String name) {
    return LoadJob.named(name)
        .key("start", "default: '0'")
        .key("end", "sql: select $|start| + 10")
        .partitionedBy("- {type: truncate, column: at, name: at_part, width: 10}");
  }

  Rehearsal meddling(UnaryOperator<Tables> meddler) {
    around = meddler;
    return this;
  }

  /** The newest value that the inputs have. */
  public Rehearsal upTo(long newest) {
    engine.newest = OptionalLong.of(newest);
    return this;
  }

  /** Lets the write into a table fail; none, with an empty name. */
  public Rehearsal failing(String table) {
    engine.failsOn = table;
    return this;
  }

  /** What an output table holds of a job. */
  public JobMark mark(String table, String job) {
    return tables.table(new TableName("icebase", List.of("retail"), table)).mark(job);
  }

  public RunRecord run(String yaml, RunOptions options) {
    Tables seen = around.apply(tables);
    RunSettings settings =
        new RunSettings(
            3,
            Duration.ofMinutes(10),
            Duration.ofDays(7),
            2,
            "UTC",
            "target",
            "target/runs",
            "icebase.flarepath.state",
            false);
    RunEvents events = new Listener();
    Backoff backoff =
        new Backoff(Duration.ofMillis(2), Duration.ofMillis(4), new SplittableRandom(1));
    Clock clock = Clock.fixed(Instant.parse("2024-01-01T00:00:00Z"), ZoneOffset.UTC);
    LoadRunner loads =
        new LoadRunner(
            engine,
            seen,
            resolver(seen),
            new Publishing(seen, events, settings, backoff, clock),
            new Housekeeping(seen, settings.branchTtl(), clock),
            new Maintenance(seen, events, settings.publishAttempts(), backoff, clock),
            events,
            clock,
            new io.flarepath.run.Interruption());
    runs++;
    return new WorkflowRunner(loads, seen, events, clock, length -> {}, 2)
        .run("run-" + runs, plan(yaml), options);
  }

  /** Where the jobs of a workflow stand. */
  public List<JobTable> places(String yaml) {
    return new StatePlanner(tables).jobTables(plan(yaml), Set.of());
  }

  public StatePlanner planner() {
    return new StatePlanner(tables);
  }

  /** Runs the usual job. */
  public JobRecord run(RunOptions options) {
    return run(tens().yaml(), options).jobs().get(0);
  }

  public Outlook preview(String yaml, RunOptions options) {
    return new Preview(engine, resolver(tables), tables).of(plan(yaml), options);
  }

  private static RunPlan plan(String yaml) {
    return Plans.plan(yaml);
  }

  private static Resolver resolver(Tables tables) {
    return new Resolver(tables, new Slicing(Instant.parse("2024-01-01T00:00:00Z")));
  }

  private final class Listener implements RunEvents {

    private final Map<String, List<Stage>> planned = new ConcurrentHashMap<>();

    @Override
    public void jobStarted(String job) {
      hear("started " + job);
    }

    @Override
    public void triesAgain(String job, String table, String why) {
      hear("tries again: " + why);
    }

    @Override
    public void passStarted(String job, int number, PassPlan pass) {
      planned.put(job + " " + number, pass.stages());
    }

    /** A run does the stages that a plan lists, in their order, up to one that fails. */
    @Override
    public void passEnded(String job, PassRecord pass) {
      List<String> stages =
          planned.getOrDefault(job + " " + pass.number(), List.of()).stream()
              .map(Stage::word)
              .toList();
      List<String> done =
          pass.stages().stream().map(StageRecord::stage).filter(stages::contains).toList();
      assertThat(done).isNotEmpty().isEqualTo(stages.subList(0, done.size()));
    }

    @Override
    public void jobEnded(JobRecord job) {
      hear("ended " + job.name() + " " + job.status());
    }

    private void hear(String what) {
      synchronized (heard) {
        heard.add(what);
      }
    }
  }
}
