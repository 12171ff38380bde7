package io.flarepath.spark.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.TextRenderer;
import org.apache.spark.SparkConf;
import org.apache.spark.memory.UnifiedMemoryManager;
import org.junit.jupiter.api.Test;

/** What people read where Spark does not start. */
class StartFailureTest {

  @Test
  void tooLittleMemoryIsToldWithTheSettingThatGivesMore() {
    SparkConf small = new SparkConf(false).set("spark.testing.memory", "1000000");
    Exception spark =
        catchThrowableOfType(Exception.class, () -> UnifiedMemoryManager.apply(small, 1));
    FlarepathException failure = StartFailure.of(spark);
    assertThat(failure.code()).isEqualTo(Code.ENGINE_NOT_STARTED);
    assertThat(TextRenderer.plain().render(failure.diagnostics()))
        .startsWith("error[FP9004]: Spark cannot start")
        .contains("System memory 1000000 must be at least", "set FLAREPATH_DRIVER_MEMORY to 1g");
  }

  @Test
  void othersHaveSparksReason() {
    FlarepathException failure =
        StartFailure.of(
            new IllegalStateException(new ClassNotFoundException("org.example.Extension")));
    assertThat(TextRenderer.plain().render(failure.diagnostics()))
        .contains("org.example.Extension", "check `spark` in the settings");
  }
}
