package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Plans;
import io.flarepath.plan.RunPlan;
import io.flarepath.publish.Mode;
import io.flarepath.run.RunOptions;
import io.flarepath.state.KeyName;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunCommandTest {

  private static final RunPlan PLAN =
      Plans.plan(LoadJob.daily().key("part.of.day", "default: morning").yaml());

  @Test
  void aKeyMayHaveDotsInItsName() {
    assertThatCode(() -> check("all_events.part.of.day=evening")).doesNotThrowAnyException();
    assertThat(given("all_events.part.of.day=evening"))
        .containsEntry(new KeyName("all_events", "part.of.day"), "evening");
  }

  @Test
  void aKeyThatNoInputHasIsAnErrorThatNamesThoseThereAre() {
    FlarepathException refused =
        catchThrowableOfType(FlarepathException.class, () -> check("all_events.stard=1"));
    assertThat(refused.code()).isEqualTo(Code.BAD_ARGUMENT);
    assertThat(TextRenderer.plain().render(refused.diagnostics()))
        .contains(
            "unknown key `all_events.stard`",
            "this workflow has all_events.start, all_events.end, all_events.part.of.day",
            "did you mean `all_events.start`?");
  }

  @Test
  void aBackfillWithoutKeysIsShownThoseOfItsWorkflow() {
    RunOptions none =
        RunCommand.options(Mode.BACKFILL, List.of(), false, OptionalInt.empty(), List.of(), false);
    FlarepathException refused =
        catchThrowableOfType(FlarepathException.class, () -> RunCommand.check(PLAN, none));
    assertThat(TextRenderer.plain().render(refused.diagnostics()))
        .contains(
            "a backfill needs the keys of its window",
            "add --key all_events.start=… --key all_events.end=…",
            "a key that you leave out is computed from its SQL");
  }

  private static void check(String key) {
    RunCommand.check(PLAN, options(key));
  }

  private static Map<KeyName, String> given(String key) {
    return options(key).given();
  }

  private static RunOptions options(String key) {
    Parsed parsed = ArgumentParser.parse(List.of("run", "x.yaml", "--key", key));
    Command.Run run = (Command.Run) ((Parsed.Understood) parsed).invocation().command();
    return RunCommand.options(Mode.RUN, List.of(), false, OptionalInt.empty(), run.keys(), false);
  }
}
