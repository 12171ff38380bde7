package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.Run;
import io.flarepath.lab.SampleEvents;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a window leaves in the state for the next one. */
@Tag("spark")
class WindowStateTest {

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void updateFromKeyIsTheOlderFormOfState() {
    SampleEvents.threeDays(lab);
    Run run =
        lab.catchUp(
            LoadJob.daily()
                .key("start", "sql: select to_timestamp('2024-01-01 00:00:00')\nupdateFromKey: end")
                .state("")
                .yaml());
    assertThat(run.windows()).hasSize(3);
    assertThat(lab.tables().rows("copy")).isEqualTo(lab.tables().rows("events"));
  }

  @Test
  void aStateMayBeSql() {
    SampleEvents.threeDays(lab);
    lab.run(
        LoadJob.daily()
            .state("- {key: start, value: \"select to_timestamp('$|end|') + INTERVAL '1' HOUR\"}")
            .yaml());
    assertThat(lab.tables().state("copy", "load"))
        .hasToString("all_events.start = 2024-01-02 01:00:00");
  }

  @Test
  void twoInputsOfOneContextShareKeysAndState() {
    SampleEvents.threeDays(lab);
    lab.tables()
        .create("more", "at timestamp, id bigint", "days(at)")
        .insert("more", "'2024-01-01 12:00:00', 10", "'2024-01-03 12:00:00', 11");
    String second =
        """
        - name: more
          dataset: dataos://icebase:retail/more
          incremental:
            context: all_events
            sql: select * from all_events where at > '$|start|' AND at <= '$|end|'
            keys:
              - name: start
                sql: select to_timestamp('2024-01-01 00:00:00')
              - name: end
                sql: select to_timestamp('$|start|') + INTERVAL '1' DAY
            state: [{key: start, value: end}]
        """;
    lab.catchUp(
        LoadJob.daily()
            .moreInput(second)
            .step("out", "SELECT * FROM events UNION ALL SELECT * FROM more")
            .yaml());
    assertThat(lab.tables().rows("copy"))
        .isEqualTo(
            Stream.of("events", "more")
                .flatMap(table -> lab.tables().rows(table).stream())
                .sorted()
                .toList());
  }
}
