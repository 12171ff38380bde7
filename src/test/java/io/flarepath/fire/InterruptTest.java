package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.fire.FireLab.Trap;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LabSpark;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.run.Interruption;
import io.flarepath.run.RunRecord.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are interrupted at each place: they say so, and what they published is whole. */
@Tag("fire")
class InterruptTest {

  private static final String FIRST = "(2024-01-01 00:00:00, 2024-01-02 00:00:00]";
  private static final String SECOND = "(2024-01-02 00:00:00, 2024-01-03 00:00:00]";

  /** The end of the window is read from a table, so that a Spark job computes it. */
  private static final LoadJob JOB =
      LoadJob.daily()
          .key(
              "end",
              "sql: select min(at) + INTERVAL '1' DAY from (select to_timestamp('$|start|') as at union all"
                  + " select max(at) + INTERVAL '9' DAY from icebase.retail.events)");

  @RegisterExtension final Lab lab = new Lab();

  private final Interruption interruption = new Interruption();

  @BeforeEach
  void theRunsCanBeInterrupted() {
    lab.interruptedBy(interruption).now("2024-01-03T00:00");
  }

  static List<Point> points() {
    return EnumSet.range(Point.PASS_STARTED, Point.PASS_ENDED).stream()
        .filter(point -> point != Point.BEFORE_RESTAGE && point != Point.AFTER_RESTAGE)
        .collect(Collectors.toList());
  }

  @ParameterizedTest
  @MethodSource("points")
  void atEachPointOfAPass(Point point) {
    Trap trap = new Trap(point, 1, 1, this::interrupt);
    FireLab.gated(lab, trap);
    lab.hearing(new GatedEvents(trap)).meddling(tables -> new GatedTables(tables, trap));
    twoDays();
    trap.arm();
    Run run = lab.catchUp(JOB.yaml());
    trap.disarm();
    boolean isReached = trap.seen() > 0;
    // The engine's own gate is not in the laboratory.
    assertThat(isReached).isEqualTo(point != Point.BEFORE_WRITE && point != Point.AFTER_WRITE);
    if (isReached) {
      assertInterrupted(run);
      assertTheRestFollows();
    }
  }

  @Test
  void inEachJobOfTheEngine() {
    twoDays();
    AtomicInteger left = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            if (left.decrementAndGet() == 0) {
              interrupt();
            }
          }
        };
    LabSpark.session().sparkContext().addSparkListener(listener);
    try {
      int interrupted = 0;
      for (int nth = 1; nth < 40; nth++) {
        lab.session().sql("DROP TABLE IF EXISTS icebase.retail.copy PURGE");
        lab.interruptedBy(fresh());
        left.set(nth);
        Run run = lab.catchUp(JOB.yaml());
        if (left.get() > 0) {
          break;
        }
        left.set(0);
        if (run.job().status() == Status.FAILED) {
          interrupted++;
          assertInterrupted(run);
        }
      }
      assertThat(interrupted).isGreaterThan(4);
    } finally {
      LabSpark.session().sparkContext().removeSparkListener(listener);
    }
  }

  private Interruption current = interruption;

  private Interruption fresh() {
    current = new Interruption();
    return current;
  }

  private void interrupt() {
    current.request();
    LabSpark.session().sparkContext().cancelAllJobs();
  }

  private void twoDays() {
    lab.tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3");
  }

  /** It says so, and names what is in the table, which is the state's. */
  private void assertInterrupted(Run run) {
    Diagnostic said = run.failure();
    assertThat(said.code()).as(said.toString()).isEqualTo(Code.INTERRUPTED);
    assertThat(said.message()).isEqualTo("the run was interrupted");
    assertThat(said.help())
        .contains("run it again: it continues with the first window that is not published");
    boolean isThere = lab.tables().exists("copy");
    String state = isThere ? lab.tables().state("copy", "load").toString() : "";
    if (state.contains("2024-01-03")) {
      assertThat(said.notes()).contains("published before: " + FIRST + ", " + SECOND);
    } else if (state.contains("2024-01-02")) {
      assertThat(said.notes()).contains("published before: " + FIRST);
      assertThat(lab.tables().rows("copy")).hasSize(2);
    } else {
      assertThat(said.notes()).contains("nothing was published");
      assertThat(isThere ? lab.tables().rows("copy") : List.of()).isEmpty();
    }
  }

  private void assertTheRestFollows() {
    lab.interruptedBy(new Interruption());
    assertThat(lab.catchUp(JOB.yaml()).job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
    assertThat(lab.tables().history("copy")).hasSize(2);
  }
}
