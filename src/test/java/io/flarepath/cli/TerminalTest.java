package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  @ParameterizedTest
  @CsvSource({
    "AUTO,   true,  '',  xterm, true",
    "AUTO,   false, '',  xterm, false",
    "AUTO,   true,  1,   xterm, false",
    "AUTO,   true,  '',  dumb,  false",
    "ALWAYS, false, 1,   dumb,  true",
    "NEVER,  true,  '',  xterm, false",
  })
  void colorIsUsedWhereItIsWantedAndCanBeSeen(
      ColorMode mode, boolean terminal, String noColor, String term, boolean color) {
    assertThat(mode.decide(Map.of("NO_COLOR", noColor, "TERM", term), terminal)).isEqualTo(color);
  }

  @Test
  void eachStreamIsJudgedByItself() {
    Terminal piped =
        terminal(
            Map.of("FLAREPATH_STDOUT_IS_TERMINAL", "no", "FLAREPATH_STDERR_IS_TERMINAL", "yes"));
    assertThat(piped.colorOut()).isFalse();
    assertThat(piped.colorErr()).isTrue();
    assertThat(piped.live()).isTrue();
  }

  @Test
  void aDumbTerminalIsNotWrittenOver() {
    assertThat(terminal(Map.of("FLAREPATH_STDERR_IS_TERMINAL", "yes", "TERM", "dumb")).live())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"132, 132", "7, 40", "'', 100", "wide, 100", "-3, 100"})
  void theWidthIsTheTerminalsOrOneThatFitsAnywhere(String columns, int width) {
    assertThat(terminal(Map.of("COLUMNS", columns)).width()).isEqualTo(width);
  }

  @Test
  void resultsAndMessagesDoNotMix() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = Terminal.on(stream(out), stream(err), ColorMode.NEVER, Map.of());
    terminal.print("42");
    terminal.say("counted …");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("42\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("counted …\n");
  }

  private static Terminal terminal(Map<String, String> environment) {
    return Terminal.on(
        stream(new ByteArrayOutputStream()),
        stream(new ByteArrayOutputStream()),
        ColorMode.AUTO,
        environment);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
