package io.flarepath.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.LoadJob;
import io.flarepath.publish.FileEstimate;
import io.flarepath.report.PlanText;
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
    assertThat(pass.advice()).extracting(Diagnostic::code).contains(Code.WINDOW_STANDS_STILL);
  }

  @Test
  void aWindowThatTheClockMovesIsLoadedAgainUntilThen() {
    String yaml =
        LoadJob.named("load")
            .key("start", "default: '7'")
            .key("end", "sql: select of_the_clock(10)")
            .state("- {key: start, value: select of_the_clock(7)}")
            .yaml();
    JobOutlook.Pass pass = (JobOutlook.Pass) rehearsal.preview(yaml, Rehearsal.ONCE).jobs().get(0);
    assertThat(pass.following()).isEmpty();
    assertThat(pass.advice()).extracting(Diagnostic::code).doesNotContain(Code.WINDOW_STANDS_STILL);
    assertThat(rehearsal.run(yaml, Rehearsal.ONCE).jobs().get(0).diagnostics()).isEmpty();
  }

  @Test
  void aJobThatReadsWhatAnotherOneWillMakeIsPlannedByTheColumnsOfThat() {
    Outlook outlook =
        rehearsal.preview(
            LoadJob.workflow(
                "two",
                LoadJob.named("second").whole().from("first").to("second").properties(""),
                Rehearsal.tens("first").whole().to("first").properties("")),
            Rehearsal.ONCE);

    JobOutlook.Later later = (JobOutlook.Later) outlook.jobs().get(1);
    assertThat(later.reason())
        .isEqualTo("after `first` has written icebase.retail.first, which is not there yet");
    assertThat(later.writes())
        .extracting(write -> write.output().table().toString())
        .containsExactly("icebase.retail.second");
    assertThat(PlanText.of(outlook))
        .contains("job second", "  after     first, because it reads icebase.retail.first");
    assertThat(rehearsal.tables.asked).isEmpty();
  }

  @Test
  void aTableThatNoJobMakesIsMissingInThePlanToo() {
    Outlook outlook =
        rehearsal.preview(
            LoadJob.named("second").whole().from("nowhere").to("second").yaml(), Rehearsal.ONCE);

    JobOutlook.Blocked blocked = (JobOutlook.Blocked) outlook.jobs().get(0);
    assertThat(blocked.diagnostics().get(0).message())
        .isEqualTo("the table icebase.retail.nowhere does not exist");
  }
}
