package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.CommandLine;
import io.flarepath.cli.CommandLine.Answer;
import io.flarepath.cli.ExitCode;
import io.flarepath.diagnostic.Code;
import io.flarepath.fire.FireLab.Trap;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that change a state, between runs and during them. */
@Tag("fire")
class StateChangesTest {

  @RegisterExtension final Lab lab = new Lab();

  private Optional<Trap> trap = Optional.empty();

  @BeforeEach
  void threeDays() {
    FireLab.gated(lab, point -> trap.ifPresent(each -> each.reach(point)));
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3",
            "'2024-01-03 00:00:00', 4",
            "'2024-01-03 10:00:00', 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite"})
  void undoTwiceBringsBackTheTableOfTwoWindowsAgoAndARunRepeatsThem(String mode) {
    String job = LoadJob.daily().saveMode(mode).yaml();
    lab.catchUp(job, 1);
    List<String> rows = lab.tables().rows("copy");
    String state = state();
    lab.catchUp(job);
    List<String> end = lab.tables().rows("copy");
    assertThat(end).hasSize(5);
    does(job, "undo");
    does(job, "undo");
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    assertThat(state()).isEqualTo(state);
    assertThat(lab.catchUp(job).job().passes()).hasSize(2);
    assertThat(lab.tables().rows("copy")).isEqualTo(end);
  }

  @Test
  void undoOfTheFirstWindowLeavesAnEmptyTableAndTheNextRunStartsAnew() {
    String job = LoadJob.daily().saveMode("append").yaml();
    lab.catchUp(job, 1);
    does(job, "undo");
    assertThat(lab.tables().rows("copy")).isEmpty();
    assertThat(state()).isEmpty();
    assertThat(lab.catchUp(job).job().passes()).hasSize(3);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void undoIsRefusedWhenOthersWroteSinceAndForceTakesTheirWorkToo() {
    String job = LoadJob.daily().yaml();
    lab.catchUp(job, 2);
    lab.tables().insert("copy", "'2024-02-01 08:00:00', 900");
    List<String> rows = lab.tables().rows("copy");
    Answer refused = call(job, "undo");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("error[FP3105]").contains("--force");
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    does(job, "undo", "--force");
    assertThat(lab.tables().rows("copy")).hasSize(2);
    assertThat(lab.catchUp(job).job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "clear", "rewind", "undo"})
  void aStateChangeStopsTheRunUnderWay(String change) {
    String job = LoadJob.daily().saveMode("append").yaml();
    lab.catchUp(job, 2);
    long first = lab.tables().history("copy").get(0).snapshotId();
    long main = lab.tables().current("copy").snapshotId();
    Trap during =
        new Trap(
            Point.PUBLISHING_TOLD,
            1,
            1,
            () -> {
              switch (change) {
                case "set" -> does(job, "state set", "all_events.start=2024-01-02 00:00:00");
                case "rewind" -> does(job, "state rewind", "--to", Long.toString(first));
                case "clear" -> does(job, "state clear");
                default -> does(job, "undo");
              }
            });
    lab.hearing(new GatedEvents(during));
    during.arm();
    Run run = lab.run(job);
    assertThat(run.failure().code()).isEqualTo(Code.ANOTHER_RUN_WON);
    assertThat(ExitCode.of(run.failure().code()).number()).isEqualTo(5);
    assertThat(lab.tables().current("copy").snapshotId()).isNotEqualTo(main);
    assertThat(state()).isNotEqualTo("all_events.start = 2024-01-03 00:00:00");
    assertThat(lab.tables().rows("copy")).hasSize(change.equals("undo") ? 2 : 4);
    assertThat(lab.tables().branches("copy")).containsOnly("main");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rewind", "set"})
  void afterARollbackTheChoicesLeadOn(String choice) {
    String job = LoadJob.daily().saveMode("append").yaml();
    lab.catchUp(job, 2);
    long first = lab.tables().history("copy").get(0).snapshotId();
    lab.tables()
        .sql("CALL icebase.system.rollback_to_snapshot('retail.copy', %d)".formatted(first));
    assertThat(lab.run(job).failure().code()).isEqualTo(Code.TABLE_ROLLED_BACK);
    if (choice.equals("set")) {
      does(job, "state set", "all_events.start=2024-01-02 00:00:00");
    } else {
      does(job, "state rewind", "--to", Long.toString(first));
    }
    assertThat(lab.catchUp(job).job().diagnostics()).isEmpty();
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void stateChangesMoveMain() {
    String job = LoadJob.daily().yaml();
    lab.catchUp(job, 2);
    int snapshots = lab.tables().history("copy").size();
    List<String> rows = lab.tables().rows("copy");
    does(job, "state set", "all_events.start=2024-01-02 00:00:00");
    does(job, "state clear");
    assertThat(lab.tables().history("copy")).hasSize(snapshots + 2);
    assertThat(lab.tables().rows("copy")).isEqualTo(rows);
    assertThat(state()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-30", "soon"})
  void aStateFromWhichTheJobCannotGoOnIsRefused(String typed) {
    String job = LoadJob.daily().yaml();
    lab.catchUp(job, 2);
    int snapshots = lab.tables().history("copy").size();
    String before = state();
    Answer refused = call(job, "state set", "all_events.start=" + typed);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "error[FP3107]: the job `load` cannot go on from `all_events.start = %s`"
                .formatted(typed))
        .contains("every run would stop")
        .doesNotContain("job.yaml:");
    assertThat(state()).isEqualTo(before);
    assertThat(lab.tables().history("copy")).hasSize(snapshots);
  }

  @Test
  void aRewindToSuchAStateIsRefusedToo() {
    String job = LoadJob.daily().yaml();
    lab.catchUp(job, 2);
    long first = lab.tables().history("copy").get(0).snapshotId();
    String changed =
        LoadJob.daily().key("end", "sql: select to_timestamp('$|start|', 'dd.MM.yyyy')").yaml();
    Answer refused = call(changed, "state rewind", "--to", Long.toString(first));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("error[FP3107]", "cannot go on from `all_events.start = 2024-01-02 00:00:00`");
    assertThat(state()).isEqualTo("all_events.start = 2024-01-03 00:00:00");
  }

  @Test
  void aStateThatCannotBeTriedIsWrittenWithANote() {
    String job = LoadJob.daily().yaml();
    lab.catchUp(job, 2);
    lab.tables().sql("DROP TABLE {}events");
    Answer done = call(job, "state set", "all_events.start=2024-01-02 00:00:00");
    assertThat(done.exit()).isZero();
    assertThat(done.err())
        .contains("note[FP3107]: it is not known whether the job `load` can go on from");
    assertThat(state()).isEqualTo("all_events.start = 2024-01-02 00:00:00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select cast(current_date() - 3650 as timestamp)",
        "select to_timestamp('2024-01-05') from icebase.retail.events limit 1",
        "select raise_error('the database is down after $|start|')",
        "select to_timestamp('$|start|') from icebase.retail.missing"
      })
  void aStateFromWhichALaterRunMayGoOnIsWrittenWithANote(String end) {
    String job = LoadJob.daily().yaml();
    lab.catchUp(job, 2);
    String changed = LoadJob.daily().key("end", "sql: \"" + end + "\"").yaml();
    Answer done = call(changed, "state set", "all_events.start=2024-02-01 00:00:00");
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(done.err())
        .contains("note[FP3107]: it is not known whether the job `load` can go on from");
    assertThat(state()).isEqualTo("all_events.start = 2024-02-01 00:00:00");
  }

  @Test
  void aStartThatIsNoDateIsRefusedWhateverTheEndIs() {
    lab.catchUp(LoadJob.daily().yaml(), 2);
    String changed =
        LoadJob.daily().key("end", "sql: select cast(current_date() as timestamp)").yaml();
    Answer refused = call(changed, "state set", "all_events.start=2024-02-30");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("error[FP3107]");
    assertThat(state()).isEqualTo("all_events.start = 2024-01-03 00:00:00");
  }

  @Test
  void aWindowThatEndsBeforeItStartsInEveryRunIsRefused() {
    lab.catchUp(LoadJob.daily().yaml(), 2);
    String changed = LoadJob.daily().key("end", "sql: select to_timestamp('2024-01-05')").yaml();
    Answer refused = call(changed, "state set", "all_events.start=2024-02-01 00:00:00");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("every run would stop: the window ends before it starts");
  }

  // ---- How it is done.

  private String state() {
    return lab.tables().state("copy", "load").toString();
  }

  private void does(String job, String verb, String... rest) {
    Answer answer = call(job, verb, rest);
    assertThat(answer.exit()).as(answer.err()).isZero();
  }

  private Answer call(String job, String verb, String... rest) {
    try {
      Path workflow = Files.writeString(lab.folder().resolve("job.yaml"), job);
      Path settings = Files.writeString(lab.folder().resolve("lab.conf"), FireLab.conf(lab));
      List<String> arguments = new ArrayList<>(List.of(verb.split(" ", -1)));
      arguments.add(workflow.toString());
      arguments.addAll(List.of(rest));
      arguments.addAll(List.of("--yes", "--conf", settings.toString()));
      return CommandLine.call(arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
