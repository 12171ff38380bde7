package io.flarepath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.pass.Slice;
import io.flarepath.state.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PassAdviceTest {

  private static final LoadJob CLOSED_OPEN =
      LoadJob.daily().window("select * from all_events where at >= '$|start|' and at < '$|end|'");

  @Test
  void theFirstWindowLeavesOutItsStart() {
    List<Diagnostic> advice =
        advice(LoadJob.daily(), "2024-01-01 00:00:00", "2024-01-02 00:00:00", State.EMPTY);
    assertThat(TextRenderer.plain().render(advice.get(0)))
        .isEqualTo(
            """
            note[FP1315]: the first window excludes rows exactly at its start, 2024-01-01 00:00:00
              --> jobs/test.yaml:16:21
               |
            16 |                     select * from all_events where at > '$|start|' AND at <= '$|end|'
               |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               = note: the SQL uses `>`, and no earlier window ends there
               = help: if there are such rows, start earlier, or use `>=` and `<`
            """);
  }

  @Test
  void laterWindowsDoNot() {
    assertThat(codes(LoadJob.daily(), "2024-01-02 00:00:00", "2024-01-03 00:00:00"))
        .doesNotContain(Code.FIRST_START_EXCLUDED);
  }

  @Test
  void boundsThatCutPartitionsShowTheAlignedForm() {
    List<Diagnostic> advice =
        advice(LoadJob.daily(), "2024-01-02 00:00:00", "2024-01-03 00:00:00", Plans.state("x"));
    assertThat(advice).extracting(Diagnostic::code).containsExactly(Code.UNALIGNED_BOUNDS);
    assertThat(advice.get(0).help())
        .containsExactly(
            "bounds on partition boundaries avoid the rewrite: `at >= '$|start|' AND"
                + " at < '$|end|'`");
  }

  @Test
  void alignedBoundsNeedNoAdvice() {
    assertThat(codes(CLOSED_OPEN, "2024-01-02 00:00:00", "2024-01-03 00:00:00")).isEmpty();
  }

  @Test
  void alignedBoundsWithKeysThatCutPartitionsDo() {
    List<Diagnostic> advice =
        advice(CLOSED_OPEN, "2024-01-02 12:00:00", "2024-01-03 12:00:00", Plans.state("x"));
    assertThat(advice.get(0).help())
        .containsExactly("choose keys that fall on partition boundaries");
  }

  @Test
  void monthsFromTheEndOfAMonthDrift() {
    LoadJob monthly =
        LoadJob.named("load")
            .window("select * from all_events where at >= '$|start|' and at < '$|end|'")
            .key("end", "sql: select to_timestamp('$|start|') + INTERVAL '1' MONTH");
    assertThat(codes(monthly, "2024-01-31 00:00:00", "2024-02-29 00:00:00"))
        .containsExactly(Code.MONTH_DRIFT);
    assertThat(codes(monthly, "2024-01-28 00:00:00", "2024-02-28 00:00:00")).isEmpty();
    assertThat(codes(CLOSED_OPEN, "2024-01-31 00:00:00", "2024-02-01 00:00:00")).isEmpty();
  }

  private static List<Code> codes(LoadJob text, String start, String end) {
    return advice(text, start, end, Plans.state(start)).stream().map(Diagnostic::code).toList();
  }

  private static List<Diagnostic> advice(LoadJob text, String start, String end, State before) {
    JobPlan.Load job = Plans.load(text);
    Slice slice = Plans.slice(job, start, end);
    OutputWrite write =
        WriteChoice.choose(
            job.outputs().get(0),
            Optional.empty(),
            new ResultShape(Plans.COLUMNS, List.of()),
            List.of(slice.region()));
    return PassAdvice.of(
        new PassPlan(job, List.of(slice), List.of(write), List.of(), before, true));
  }
}
