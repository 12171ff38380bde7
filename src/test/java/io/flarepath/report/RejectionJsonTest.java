package io.flarepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionJsonTest {

  private static final String RECORD =
      """
      {"jobs": [
        {"name": "load", "diagnostics": [
          {"code": "FP5201", "message": "an assertion failed: amount > 0"},
          {"code": "FP3214", "message": "rows wait"}]},
        {"name": "other", "diagnostics": [{"code": "FP5201", "message": "not this one"}]}]}
      """;

  @Test
  void theRejectionsOfOneJobAreFound() {
    assertThat(RejectionJson.of(RECORD, "load")).containsExactly("an assertion failed: amount > 0");
  }

  @Test
  void anotherJobAndWhatIsNoRecordHaveNone() {
    assertThat(RejectionJson.of(RECORD, "missing")).isEmpty();
    assertThat(RejectionJson.of("{}", "load")).isEmpty();
    assertThat(RejectionJson.of("half a rec", "load")).isEmpty();
  }
}
