package io.flarepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.run.Cost;
import io.flarepath.run.FirstLook;
import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.PassRecord;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.run.StageRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CostTextTest {

  private static final OptionalLong ZERO = OptionalLong.of(0);

  private static final Cost WRITE =
      new Cost(
          OptionalLong.of(2),
          OptionalLong.of(1),
          OptionalLong.of(694_000),
          OptionalLong.of(1_209),
          OptionalLong.of(3),
          OptionalLong.of(702));

  @Test
  void aPassSaysWhereItsTimeWent() {
    PassRecord pass =
        pass(
            2_000,
            stage("load", 18, Cost.NOTHING),
            stage("keys", 119, Cost.NOTHING),
            stage("write", 1_600, WRITE),
            stage("publish", 220, Cost.NOTHING));
    assertThat(CostText.pass("load", pass))
        .isEqualTo(
            "load  pass 3  keys 119 ms, write 1.6 s, publish 220 ms, other 61 ms; 2 Spark jobs,"
                + " read 1 file (694.0 kB), skipped 1,209 files, wrote 3 files (702 B)");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    Cost unread =
        new Cost(OptionalLong.of(1), OptionalLong.empty(), ZERO, OptionalLong.empty(), ZERO, ZERO);
    assertThat(
            CostText.pass("load", pass(100, stage("write", 99, WRITE), stage("audit", 0, unread))))
        .isEqualTo("load  pass 3  write 99 ms, other 1 ms; 3 Spark jobs, wrote 3 files (702 B)");
    assertThat(CostText.pass("load", pass(100, stage("write", 99, Cost.UNKNOWN))))
        .isEqualTo("load  pass 3  write 99 ms, other 1 ms");
  }

  @Test
  void aJobSaysWhatItDidOutsideItsPasses() {
    assertThat(CostText.job(job(List.of(stage("session", 30, WRITE), stage("keys", 70, WRITE)))))
        .hasValue("load: outside its passes: session 30 ms, keys 70 ms, other 0 ms");
    assertThat(CostText.job(job(List.of()))).isEmpty();
  }

  private static JobRecord job(List<StageRecord> stages) {
    return new JobRecord(
        "load",
        Status.NOTHING_TO_DO,
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        stages,
        Duration.ofSeconds(9));
  }

  private static StageRecord stage(String word, int millis, Cost cost) {
    return new StageRecord(word, Optional.empty(), Duration.ofMillis(millis), cost);
  }

  private static PassRecord pass(int millis, StageRecord... stages) {
    return new PassRecord(
        3,
        "due",
        Map.of(),
        List.of(),
        FirstLook.Seen.NOTHING,
        List.of(),
        List.of(),
        List.of(stages),
        Duration.ofMillis(millis));
  }
}
