package io.flarepath.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.generated.Verdict.Kind;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A failing workflow becomes as small as its failure lets it. */
class ShrinkingTest {

  private static final Flow LARGE =
      Flow.parse(
          "type=DATE comparison=BETWEEN partitioning=BUCKET steps=UNION disturbance=LATE_ROWS"
              + " zone=BERLIN data=7");

  private static Flow shrunk(Predicate<Flow> fails) {
    return new Shrinking(
            flow -> Verdict.of(fails.test(flow) ? Kind.LOST : Kind.EQUAL, ""),
            LARGE,
            Verdict.of(Kind.LOST, ""))
        .smallest();
  }

  private static boolean hasRow(Flow flow, int id) {
    return flow.rows().stream().anyMatch(row -> row.id() == id);
  }

  @Test
  void onlyWhatItTakesToFailIsLeft() {
    Flow small =
        shrunk(
            flow ->
                flow.type() == ColumnType.DATE && flow.steps() == Steps.UNION && hasRow(flow, 3));
    assertThat(small).hasToString("type=DATE steps=UNION data=7 rows=3");
  }

  @Test
  void anotherFailureIsNotTakenForThisOne() {
    Flow small =
        new Shrinking(flow -> Verdict.of(Kind.EXTRA, ""), LARGE, Verdict.of(Kind.LOST, ""))
            .smallest();
    assertThat(small).isEqualTo(LARGE);
  }

  @Test
  void aWorkflowIsReadBackFromItsText() {
    Flow small = shrunk(flow -> hasRow(flow, 3) && flow.zone() == Zone.BERLIN);
    assertThat(small).hasToString("zone=BERLIN data=7 rows=3");
    assertThat(Flow.parse(small.toString())).isEqualTo(small);
    assertThat(Flow.parse(LARGE.toString())).isEqualTo(LARGE);
  }
}
