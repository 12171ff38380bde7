package io.flarepath.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.flarepath.generated.Verdict.Kind;
import io.flarepath.lab.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever people combine, the output is what one full computation gives, or the run stops with a
 * reason before it writes. A minute and a half in each build, two thousand workflows with {@code
 * -Dfire=all}.
 */
@Tag("fire")
class GeneratedWorkflowsTest {

  private static final boolean IS_LONG = "all".equals(System.getProperty("fire"));
  private static final long SEED = Long.getLong("generated.seed", 20240102);
  private static final int JOBS = Integer.getInteger("generated.jobs", IS_LONG ? 2_000 : 80);
  private static final Duration TIME = IS_LONG ? Duration.ZERO : Duration.ofSeconds(90);
  private static final String WANTED = System.getProperty("generated.flow", "");
  private static final int ENOUGH_FAILURES = 5;

  /** Whose plain workflow is refused, and why. */
  private static final Set<Value> REFUSED =
      Set.of(
          // Rows lie between two windows.
          Comparison.OPEN,
          // The result has values outside the window: those of another table, or rounded ones.
          Steps.JOIN_OTHER_TIME,
          Steps.TRUNCATED,
          // For ever: the result does not tell which window a row is of, or is coarser.
          Steps.DROPPED,
          Steps.BY_CYCLE,
          Steps.BY_DAY,
          Steps.BY_REGION,
          Steps.BY_REGION_LATEST);

  @RegisterExtension final Lab utc = lab(Zone.UTC);
  @RegisterExtension final Lab newYork = lab(Zone.NEW_YORK);
  @RegisterExtension final Lab kolkata = lab(Zone.KOLKATA);
  @RegisterExtension final Lab berlin = lab(Zone.BERLIN);
  @RegisterExtension final Lab lordHowe = lab(Zone.LORD_HOWE);
  @RegisterExtension final Lab cairo = lab(Zone.CAIRO);

  private Optional<Bench> bench = Optional.empty();

  /** Tiny queries take longer to compile than to run. */
  private static Lab lab(Zone zone) {
    return new Lab()
        .timeZone(zone.id().getId())
        .spark("spark.sql.shuffle.partitions", "1")
        .spark("spark.sql.codegen.wholeStage", "false")
        .spark("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  @BeforeEach
  void furnish() {
    bench =
        Optional.of(
            new Bench(
                Map.of(
                    Zone.UTC, utc,
                    Zone.NEW_YORK, newYork,
                    Zone.KOLKATA, kolkata,
                    Zone.BERLIN, berlin,
                    Zone.LORD_HOWE, lordHowe,
                    Zone.CAIRO, cairo)));
  }

  @Test
  void everyWorkflowGivesTheFullComputationOrIsRefused() {
    assumeTrue(WANTED.isEmpty());
    long start = System.nanoTime();
    Census census = new Census();
    List<Report> failures = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    Drawing drawing = new Drawing(SEED);
    for (Map.Entry<Value, Flow> plain : drawing.oneOfEach()) {
      Verdict verdict = judge(plain.getValue(), census, failures);
      surprise(plain.getKey(), verdict).ifPresent(unexpected::add);
    }
    while (failures.size() < ENOUGH_FAILURES
        && (census.jobs() < JOBS || System.nanoTime() - start < TIME.toNanos())) {
      judge(drawing.any(), census, failures);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%s%d workflows of the seed %d in %.0f s, %.2f each second%n",
        census.text(), census.jobs(), SEED, seconds, census.jobs() / seconds);
    assertThat(failures).as("failures of the seed %d", SEED).isEmpty();
    assertThat(unexpected).isEmpty();
  }

  /** A plain workflow is equal, unless it is expected to be refused. */
  private static Optional<String> surprise(Value value, Verdict verdict) {
    boolean isRefused = verdict.kind() == Kind.REFUSED;
    boolean isEqual = verdict.kind() == Kind.EQUAL || value == Writing.PARTITIONS;
    return (REFUSED.contains(value) ? isRefused : isEqual)
        ? Optional.empty()
        : Optional.of(value + " was " + verdict);
  }

  private Verdict judge(Flow flow, Census census, List<Report> failures) {
    Verdict verdict = attempt(flow);
    census.add(flow, verdict);
    if (verdict.isFailure()) {
      System.out.println("shrinking " + flow);
      Shrinking shrinking = new Shrinking(this::attempt, flow, verdict);
      Report report = new Report(shrinking.smallest(), shrinking.verdict());
      System.out.println(report);
      failures.add(report);
    }
    return verdict;
  }

  @Test
  void theComparisonFindsWhatIsLostKnowingly() {
    assumeTrue(WANTED.isEmpty());
    Verdict verdict =
        attempt(Flow.parse("partitioning=DAY writing=PARTITIONS origin=UNALIGNED data=1"));
    assertThat(verdict).isEqualTo(new Verdict(Kind.COUNTED, "LOST", verdict.detail()));
  }

  /** Those of {@code -Dgenerated.flow}, separated by semicolons. */
  @Test
  void theWantedWorkflowsAreEqualOrRefused() {
    assumeFalse(WANTED.isEmpty());
    List<Report> failures = new ArrayList<>();
    for (String text : WANTED.split(";", -1)) {
      Flow flow = Flow.parse(text);
      Report report = new Report(flow, attempt(flow));
      System.out.println(report);
      if (report.verdict().isFailure()) {
        failures.add(report);
      }
    }
    assertThat(failures).isEmpty();
  }

  private Verdict attempt(Flow flow) {
    return bench.orElseThrow().attempt(flow);
  }
}
