package io.flarepath.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of memory has a setting of its own, and that is the one that is named. */
class OutOfMemoryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          java.lang.OutOfMemoryError: GC overhead limit exceeded | FLAREPATH_DRIVER_MEMORY=4g
          Job aborted due to stage failure: … java.lang.OutOfMemoryError: Java heap space | spark.executor.memory
          [UNABLE_TO_ACQUIRE_MEMORY] Unable to acquire 65536 bytes of memory, got 0. | spark.sql.shuffle.partitions
          Job aborted due to stage failure: Total size of serialized results of 12 tasks (1041.6 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB) | spark.driver.maxResultSize
          Lost task 0.3 in stage 1.0 (TID 9) (10.0.0.7 executor 4): ExecutorLostFailure (executor 4 exited caused by one of the running tasks) Reason: Command exited with code 137 | spark.executor.memoryOverhead
          ExecutorLostFailure (executor 1 exited caused by one of the running tasks) Reason: Container killed by YARN for exceeding memory limits. 5.5 GB of 5.5 GB physical memory used | spark.executor.memory
          ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: The executor with id 2 exited with exit code 52(JVM OOM). | spark.executor.memory
          The executor with id 3 exited with exit code 137(SIGKILL, possible container OOM). container state: OOMKilled | spark.executor.memory
          java.lang.OutOfMemoryError: Metaspace | MaxMetaspaceSize
          java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached | ulimit -u
          Cannot reserve 16777216 bytes of direct buffer memory (allocated: 1, limit: 2) | MaxDirectMemorySize
          Not enough memory to build and broadcast the table to all worker nodes. | spark.sql.autoBroadcastJoinThreshold
          There is insufficient memory: error='Cannot allocate memory' (errno=12) | lower FLAREPATH_DRIVER_MEMORY
          """)
  void theSettingOfTheMemoryThatRanOutIsNamed(String message, String setting) {
    RuntimeException failure =
        new IllegalStateException("Job aborted.", new IllegalStateException(message));
    assertThat(OutOfMemory.in(failure)).isTrue();
    Diagnostic said = OutOfMemory.of(failure, "the job `x`");
    assertThat(said.message()).isEqualTo("the job `x` ran out of memory");
    assertThat(String.join("\n", said.help())).contains(setting);
    assertThat(said.notes().get(0).length()).isLessThanOrEqualTo(302);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ExecutorLostFailure (executor 4 exited unrelated to the running tasks) Reason: Executor decommission | x
          the column memory does not exist | x
          No space left on device | x
          [CAST_INVALID_INPUT] The value 'Metaspace' of the type "STRING" cannot be cast | x
          [CAST_INVALID_INPUT] The value 'direct memory, killed with 137' cannot be cast | x
          """)
  void otherFailuresAreNone(String message, String unused) {
    assertThat(OutOfMemory.in(new IllegalStateException(message))).as(unused).isFalse();
  }

  @Test
  void whatWeSayOfItIsNoSign() {
    Diagnostic said = Diagnostic.error(Code.JOB_FAILED, "unknown column `OutOfMemoryError`");
    assertThat(OutOfMemory.in(new FlarepathException(said))).isFalse();
  }
}
