package io.flarepath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {

  @ParameterizedTest
  @CsvSource({
    "ANOTHER_RUN_WON,   5",
    "OUTCOME_UNKNOWN,   4",
    "BUG,               70",
    "INTERRUPTED,       130",
    "UNKNOWN_KEY,       2",
    "BAD_SETTING,       2",
    "BAD_ARGUMENT,      2",
    "UNKNOWN_CODE,      2",
    "SCRIPT_REFUSED,    2",
    "DEPENDENCY_FAILED, 1",
    "KEY_IS_NULL,       1",
    "STATE_MISSING,     1",
    "STEP_FAILED,       1",
    "SCHEMA_MISMATCH,   1",
    "TABLE_TOO_BUSY,    1",
    "BRANCH_TOUCHED,    1",
  })
  void aCodeTellsTheCallerWhatToDoNext(Code code, int number) {
    assertThat(ExitCode.of(code).number()).isEqualTo(number);
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void noCodeEverCountsAsDone(Code code) {
    assertThat(ExitCode.of(code)).isNotEqualTo(ExitCode.DONE);
  }

  @Test
  void theNumbersArePublished() {
    assertThat(ExitCode.values())
        .extracting(ExitCode::number)
        .containsExactly(0, 1, 2, 3, 4, 5, 70, 130);
  }
}
