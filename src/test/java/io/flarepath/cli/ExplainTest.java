package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.CommandLine.Answer;
import org.junit.jupiter.api.Test;

class ExplainTest {

  @Test
  void aNumberAloneIsACode() {
    assertThat(CommandLine.call("explain", "1203").out()).startsWith("# FP1203");
  }

  @Test
  void aCodeOfTheRightFormThatNoMessageHas() {
    Answer answer = CommandLine.call("explain", "FP8888");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains("no message has the code `FP8888`")
        .doesNotContain("a code has the form");
  }

  @Test
  void whatHasNotTheFormOfACode() {
    assertThat(CommandLine.call("explain", "what?").err())
        .contains("unknown code `what?`", "a code has the form FP1203");
  }
}
