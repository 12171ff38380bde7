package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.publish.Mode;
import io.flarepath.run.RunOptions;
import io.flarepath.run.RunRecord.Status;
import io.flarepath.sql.SqlText;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys whose values would change the SQL if they were pasted into it. */
@Tag("spark")
class HostileKeysTest {

  private static final String HOSTILE = "z' or 'a'='a\" ` \\ -- /* */ ; $|end| ${env:HOME}\n’🛩";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void names() {
    lab.tables()
        .create("events", "id bigint, name string", "")
        .insert("events", "1, 'Adams'", "2, " + SqlText.literal(HOSTILE));
  }

  @Test
  void aValueWithQuotesSelectsNoOtherRows() {
    String workflow =
        appending("name > '$|start|' AND name <= '$|end|'")
            .key("start", "sql: \"select ''\"")
            .key("end", "sql: select max(name) from all_events")
            .yaml();
    lab.run(workflow);
    lab.tables().insert("events", "3, 'zz'");
    lab.run(workflow);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name = '$|start|'",
        "name = \"$|start|\"",
        "name = r'$|start|'",
        "name = R\"$|start|\"",
        "name = $|start|",
        "concat('<', name, '>') = '<$|start|>'",
        "name = (select '$|start|')"
      })
  void aValueFromTheCommandLineAndFromTheStateIsTheValue(String condition) {
    String workflow = appending(condition).key("start", "default: none").state(SAME).yaml();
    lab.run(workflow, given(HOSTILE));
    assertThat(lab.tables().sql("SELECT id FROM {}copy")).containsExactly("2");
    assertThat(lab.tables().state("copy", "load")).hasToString("all_events.start = " + HOSTILE);
    lab.run(workflow);
    assertThat(lab.tables().sql("SELECT id FROM {}copy")).containsExactly("2", "2");
    assertThat(lab.examine(workflow)).isEmpty();
    lab.undo(lab.places(workflow).get(0));
    assertThat(lab.tables().sql("SELECT id FROM {}copy")).containsExactly("2");
    assertThat(lab.tables().state("copy", "load")).hasToString("all_events.start = " + HOSTILE);
  }

  @Test
  void theNextStateAndTheSqlOfKeysTakeTheValueToo() {
    String workflow =
        appending("name > '$|start|' AND name <= '$|end|'")
            .key("start", "default: A")
            .key("end", "sql: select max(name) from all_events where name >= $|start|")
            .state("- {key: start, value: \"concat('$|end|', '!')\"}")
            .yaml();
    assertThat(lab.run(workflow).job().reason()).startsWith("more windows may be due");
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = " + HOSTILE + "!");
    // A window that waits for rows is not passed over, though the state would move on.
    Run waits = lab.run(workflow);
    assertThat(waits.job().status()).isEqualTo(Status.NOTHING_TO_DO);
    assertThat(waits.job().reason()).contains("is empty: its start and end are equal");
    lab.tables().insert("events", "3, " + SqlText.literal(HOSTILE + "!!"));
    lab.run(workflow);
    assertThat(lab.tables().sql("SELECT id FROM {}copy")).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void untilTakesTheValueToo() {
    lab.tables()
        .create("numbers", "id bigint, name string", "")
        .insert("numbers", "1, 'a'", "12, 'b'");
    LoadJob job =
        appending("id > $|start| AND id <= $|end|")
            .from("numbers")
            .key("note", "default: \"it's -- 7\"")
            .key("start", "default: '0'")
            .key("end", "sql: select $|start| + 5")
            .state("- {key: start, value: end}")
            .incremental("until: select length(\"$|note|\") + 1");
    assertThat(lab.catchUp(job.yaml()).windows()).containsExactly("(0, 5]", "(5, 10]");
    assertThat(lab.tables().state("copy", "load")).hasToString("all_events.start = 10");
  }

  @Test
  void theTableOfStatesTakesTheValue() {
    String workflow =
        appending("name = '$|start|'")
            .key("start", "default: none")
            .state(SAME)
            .withoutTable()
            .moreOutput(
                """
                - name: events
                  dataset: dataos://files:out/rows
                  format: json
                  options: {saveMode: append}
                """)
            .yaml();
    assertThat(lab.run(workflow, given(HOSTILE)).job().diagnostics()).isEmpty();
    assertThat(
            lab.session()
                .table("icebase.flarepath.state")
                .where("job = 'load'")
                .select("keys")
                .as(org.apache.spark.sql.Encoders.STRING())
                .collectAsList())
        .anyMatch(keys -> keys.contains("all_events.start = " + HOSTILE));
  }

  @Test
  void aKeyOutsideOfQuotesIsOfTheTypeOfItsSql() {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("days", "at date, id bigint", "")
        .insert("days", "'2024-01-01', 1", "'2024-01-02', 2", "'2024-01-03', 3");
    LoadJob job =
        appending("at >= $|start| AND at < $|end|")
            .from("days")
            .key("start", "sql: select date'2024-01-01'")
            .key("end", "sql: select $|start| + 1")
            .state("- {key: start, value: end}");
    Run run = lab.catchUp(job.yaml());
    assertThat(run.windows()).hasSize(3);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("days"));
  }

  @Test
  void aSettingByWhichSparkReadsNoEscapesIsRefused() {
    String workflow =
        appending("name = '$|start|'")
            .key("start", "default: none")
            .state(SAME)
            .yaml()
            .replace(
                "            inputs:",
                "            sparkConf: [{spark.sql.parser.escapedStringLiterals: true}]\n"
                    + "            inputs:");
    Run run = lab.run(workflow);
    assertThat(run.failure().code()).isEqualTo(Code.BAD_VALUE);
    assertThat(run.failure().message())
        .isEqualTo("`spark.sql.parser.escapedStringLiterals` must not be true");
    assertThat(lab.tables().exists("copy")).isFalse();
  }

  private static final String SAME = "- {key: start, value: start}";

  private static LoadJob appending(String condition) {
    return LoadJob.daily()
        .window("select * from all_events where " + condition)
        .key("end", "default: none")
        .saveMode("append")
        .properties("")
        .partitionedBy("");
  }

  private static RunOptions given(String value) {
    return new RunOptions(
        Mode.RUN,
        Set.of(),
        false,
        OptionalInt.empty(),
        Lab.keyNames(Map.of("all_events.start", value)),
        false);
  }
}
