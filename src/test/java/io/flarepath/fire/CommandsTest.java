package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.cli.CommandLine;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LabSpark;
import io.flarepath.lab.LoadJob;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random sequences of commands, and of what others do to the source and the table: after each of
 * them rows, state and exit code are those of {@link CommandModel}, and whatever only looks, or
 * fails, changes nothing. Five sequences in each build, 200 with {@code -Dfire=all}.
 */
@Tag("fire")
class CommandsTest {

  private static final int SEQUENCES =
      Integer.getInteger("sequences", "all".equals(System.getProperty("fire")) ? 200 : 5);
  private static final int LENGTH = 14;
  private static final String JOB = "load";

  @RegisterExtension final Lab lab = new Lab();

  private final List<String> done = new ArrayList<>();
  private String source = "";
  private String target = "";
  private String workflow = "";
  private CommandModel model = new CommandModel(true, false);

  /** A query asks in the session of the application, which keeps the catalogs of other tests. */
  @BeforeEach
  void forgetOtherCatalogs() {
    LabSpark.forgetCatalogs();
  }

  @Test
  void everyCommandDoesWhatIsSaidOfIt() throws IOException {
    for (int i = 0; i < SEQUENCES; i++) {
      begin(i);
      Random random = new Random(20261127L + i);
      for (int step = 0; step < LENGTH; step++) {
        act(random);
      }
    }
  }

  private void begin(int number) throws IOException {
    boolean appends = number % 2 == 0;
    source = "events" + number;
    target = "copy" + number;
    boolean isStrict = number % 4 > 1;
    model = new CommandModel(appends, isStrict);
    done.clear();
    lab.tables().create(source, "id bigint", number % 3 == 0 ? "truncate(10, id)" : "");
    LoadJob job =
        LoadJob.daily()
            .from(source)
            .window("select * from all_events where id >= $|start| and id < $|end|")
            .key("start", "sql: select 0")
            .key("end", "sql: select $|start| + " + CommandModel.WINDOW)
            .partitionedBy("")
            .saveMode(appends ? "append" : "overwrite")
            .properties(appends ? "" : "overwrite-mode: dynamic")
            .assertions(isStrict ? "- {column: id, tests: [\"duplicate_count < 1\"]}" : "")
            .to(target);
    workflow = lab.folder().resolve("job" + number + ".yaml").toString();
    Files.writeString(lab.folder().resolve("job" + number + ".yaml"), job.yaml());
    StringBuilder settings = new StringBuilder();
    Map<String, String> properties =
        Optional.ofNullable(lab.settings().catalogs().get("icebase")).orElseThrow().properties();
    properties.forEach(
        (name, value) ->
            settings.append("flarepath.catalogs.icebase.\"%s\" = \"%s\"%n".formatted(name, value)));
    settings.append("flarepath.run.log-dir = \"%s\"%n".formatted(lab.folder().resolve("logs")));
    settings.append("flarepath.run.record-dir = \"%s\"%n".formatted(lab.folder().resolve("runs")));
    Files.writeString(lab.folder().resolve("x.conf"), settings);
  }

  private void act(Random random) {
    switch (random.nextInt(18)) {
      case 0, 1, 2 ->
          arrive(LongStream.range(0, 4 + random.nextInt(12)).map(i -> model.next() + i));
      case 3 -> arrive(LongStream.of(Math.max(0, model.next() - 1 - random.nextInt(30))));
      case 4, 5 -> call(model.run(1), "run");
      case 6 -> call(model.run(1000), "run", "--catch-up");
      case 7 -> call(model.run(2), "run", "--catch-up", "--max-windows", "2");
      case 8 -> backfill(10L * random.nextInt(4));
      case 9 -> set(10L * random.nextInt(5));
      case 10 -> clear();
      case 11 -> undo();
      case 12 -> append(CommandModel.OTHERS + random.nextInt(1000));
      case 13 -> expire(source);
      case 14 -> expireTarget();
      case 15 -> rollBack(random.nextBoolean());
      case 16 -> damage(random.nextInt(3));
      default -> look(random.nextInt(8));
    }
  }

  private void arrive(LongStream rows) {
    List<Long> ids = rows.boxed().toList();
    model.arrive(ids);
    lab.tables().insert(source, ids.stream().map(String::valueOf).toArray(String[]::new));
    done.add("arrive " + ids);
  }

  private void backfill(long from) {
    call(
        model.backfill(from, from + CommandModel.WINDOW),
        "backfill",
        "--key",
        "all_events.start=" + from,
        "--key",
        "all_events.end=" + (from + CommandModel.WINDOW));
  }

  private void set(long start) {
    call(model.set(start), "state", "set", "--yes", "all_events.start=" + start);
  }

  private void clear() {
    if (model.state().isPresent()) {
      call(model.clear(), "state", "clear", "--yes");
    }
  }

  private void undo() {
    if (model.isUndoUnsaid()) {
      return;
    }
    if (model.isTouched() || !model.canUndo()) {
      call(1, "undo", "--yes");
    } else {
      call(model.undo(), "undo", "--yes");
    }
  }

  private void append(long row) {
    if (model.hasTable()) {
      model.append(row);
      lab.tables().insert(target, String.valueOf(row));
      done.add("another writer appends " + row);
    }
  }

  private void expire(String table) {
    lab.tables()
        .sql(
            "CALL icebase.system.expire_snapshots(table => 'retail.%s', older_than => TIMESTAMP '2100-01-01 00:00:00', retain_last => 1)"
                .formatted(table));
    done.add("another process expires the snapshots of " + table);
  }

  private void expireTarget() {
    if (model.hasTable() && !model.rows().isEmpty()) {
      expire(target);
      model.expire();
    }
  }

  /** A rollback is noticed though the history between is expired and others go on writing. */
  private void rollBack(boolean isHidden) {
    if (!model.canRollBack()) {
      return;
    }
    long parent = lab.tables().current(target).parentId();
    lab.tables()
        .sql("CALL icebase.system.rollback_to_snapshot('retail.%s', %d)".formatted(target, parent));
    model.rollBack();
    done.add("another process rolls the table back");
    if (isHidden) {
      append(CommandModel.OTHERS);
      expire(target);
      model.expire();
    }
    call(1, "run");
    call(1, "plan");
  }

  /** One of the properties of the state is changed, or lost. */
  private void damage(int how) {
    if (!model.hasTable() || model.state().isEmpty()) {
      return;
    }
    String key = "flarepath.state.load.all_events.start";
    String change =
        switch (how) {
          case 0 -> "SET TBLPROPERTIES ('%s' = '5')".formatted(key);
          case 1 -> "UNSET TBLPROPERTIES ('%s')".formatted(key);
          default -> "SET TBLPROPERTIES ('flarepath.run.load.snapshot-id' = '7')";
        };
    lab.tables().sql("ALTER TABLE {}" + target + " " + change);
    model.damage();
    done.add("another process changes a property: " + change);
    call(1, "run");
    call(1, "plan");
  }

  private void look(int how) {
    switch (how) {
      case 0 -> call(model.isStuck() ? 1 : 0, "plan");
      case 1 -> call(0, "validate");
      case 2 -> call(0, "state", "show");
      case 3 -> call(model.isStuck() ? 1 : 0, "plan", "--catch-up");
      case 4 -> doctor();
      case 5 -> call(2, "run", "--job", "another");
      default -> query();
    }
  }

  /** It finds what it finds, and changes nothing. */
  private void doctor() {
    Optional<String> before = metadata();
    CommandLine.call("doctor", "--count", workflow, "--conf", conf());
    assertThat(metadata()).isEqualTo(before);
  }

  private void query() {
    if (model.hasTable()) {
      String answer = ask("SELECT count(*) AS n FROM icebase.retail." + target).out();
      assertThat(answer).contains("\"n\":" + model.rows().size() + "}");
      assertThat(ask("DELETE FROM icebase.retail." + target).exit()).isEqualTo(2);
    }
  }

  private CommandLine.Answer ask(String sql) {
    return CommandLine.call("query", "--json", sql, "--conf", conf());
  }

  private String conf() {
    return lab.folder().resolve("x.conf").toString();
  }

  private void call(int exit, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    int verbs = words[0].equals("state") ? 2 : 1;
    arguments.add(verbs, workflow);
    arguments.add("--conf");
    arguments.add(conf());
    Optional<String> before = metadata();
    CommandLine.Answer answer = CommandLine.call(arguments.toArray(String[]::new));
    done.add(String.join(" ", words) + " → " + answer.exit());
    String context = String.join("\n", done) + "\n" + answer.out() + answer.err();
    assertThat(answer.exit()).as(context).isEqualTo(exit);
    boolean looks = List.of("plan", "validate", "query", "doctor").contains(words[0]);
    if (looks || (words[0].equals("state") && words[1].equals("show"))) {
      assertThat(metadata()).as(context).isEqualTo(before);
    }
    if (model.hasTable()) {
      assertThat(CommandModel.counted(rows()))
          .as(context)
          .isEqualTo(CommandModel.counted(model.rows()));
      if (!model.isStuck()) {
        assertThat(state()).as(context).isEqualTo(model.state());
      }
    }
  }

  private Optional<String> metadata() {
    return lab.tables().exists(target)
        ? Optional.of(lab.tables().metadataFile(target))
        : Optional.empty();
  }

  private List<Long> rows() {
    return lab.tables().sql("SELECT id FROM {}" + target).stream()
        .map(Long::valueOf)
        .sorted()
        .toList();
  }

  private Optional<Long> state() {
    return lab.tables().state(target, JOB).values().values().stream()
        .findFirst()
        .map(Long::valueOf);
  }
}
