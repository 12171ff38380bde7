package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.run.RunRecord.JobRecord;
import io.flarepath.run.RunRecord.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a job did outside the passes that have a record. */
class SpentStagesTest {

  private final Rehearsal rehearsal = new Rehearsal().upTo(30);

  @Test
  void aPassThatIsDoneHasItsStagesItself() {
    JobRecord job = rehearsal.run(Rehearsal.ONCE);
    assertThat(words(job.passes().get(0).stages()))
        .containsExactly(
            "load",
            "freeze",
            "keys",
            "bounds",
            "newest",
            "read",
            "views",
            "transform",
            "write",
            "stage",
            "audit",
            "publish",
            "tidy");
    assertThat(words(job.stages())).containsExactly("session", "branches", "untaken");
  }

  @Test
  void thatNothingIsDueTakesTimeToo() {
    rehearsal.run(Rehearsal.CATCH_UP);
    JobRecord job = rehearsal.run(Rehearsal.CATCH_UP);
    assertThat(job.status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(words(job.stages()))
        .contains("session", "branches", "load", "freeze", "keys", "newest", "read")
        .doesNotContain("views", "write");
  }

  @Test
  void aPassThatFailsHasNoRecord_andItsStagesStandWithTheJob() {
    JobRecord job = rehearsal.failing("copy").run(Rehearsal.ONCE);
    assertThat(job.status()).isEqualTo(Status.FAILED);
    assertThat(job.passes()).isEmpty();
    assertThat(words(job.stages())).contains("session", "load", "views", "write");
    StageRecord write =
        job.stages().stream().filter(stage -> stage.stage().equals("write")).findFirst().get();
    assertThat(write.cost().filesWritten()).isEmpty();
  }

  @Test
  void aJobThatIsTriedAgainKeepsTheStagesOfAllTries() {
    String retried =
        Rehearsal.tens()
            .yaml()
            .replace("      spec:\n", "      retry: {count: 2, strategy: always}\n      spec:\n");
    rehearsal.failing("copy");
    JobRecord once = rehearsal.run(Rehearsal.ONCE);
    JobRecord job = rehearsal.run(retried, Rehearsal.ONCE).jobs().get(0);
    assertThat(job.reason()).isEqualTo("failed 3 times");
    assertThat(words(job.stages())).isEqualTo(words(once.stages())).doesNotHaveDuplicates();
  }

  private static List<String> words(List<StageRecord> stages) {
    return stages.stream().map(StageRecord::stage).toList();
  }
}
