package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.publish.FileEstimate;
import io.flarepath.run.Outlook.JobOutlook;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is shown of a run before there is one. */
class PreviewTest {

  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void aPreviewShowsTheWindowsThatFollowAndDoesNothing() {
    rehearsal.engine.newest = OptionalLong.of(30);
    JobOutlook.Pass pass =
        (JobOutlook.Pass) rehearsal.preview(Rehearsal.tens().yaml(), Rehearsal.ONCE).jobs().get(0);
    assertThat(pass.following()).containsExactly("(10, 20]", "(20, 30]");
    assertThat(pass.end()).contains("the input has no rows past 30 yet; its newest at is 30");
    assertThat(pass.files().get("events")).isEqualTo(new FileEstimate(1, 1_234_567, 3));
    assertThat(rehearsal.tables.asked).isEmpty();
  }

  @Test
  void aPreviewEndsWhereAWindowStandsStill() {
    JobOutlook.Pass pass =
        (JobOutlook.Pass)
            rehearsal
                .preview(
                    Rehearsal.tens().state("- {key: start, value: start}").yaml(), Rehearsal.ONCE)
                .jobs()
                .get(0);
    assertThat(pass.following()).isEmpty();
  }
}
