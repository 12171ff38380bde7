package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.lab.OldSnapshots;
import io.flarepath.table.History;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables with thousands of snapshots: a window looks at those since the job's last publish. */
@Tag("spark")
class LongHistoryTest {

  private static final TableName COPY = new TableName("icebase", List.of("retail"), "copy");

  @RegisterExtension final Lab lab = new Lab();

  private final List<TableFacts> loaded = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aWindowLooksAtAsManySnapshotsOfALongHistoryAsOfAShortOne() {
    lab.now("2024-01-20T00:00");
    lab.tables().create("events", "at timestamp, id bigint", "days(at)");
    for (int day = 1; day <= 8; day++) {
      lab.tables().insert("events", "'2024-01-%02d 08:00:00', %d".formatted(day, day));
    }
    String workflow = LoadJob.daily().yaml();
    lab.run(workflow);
    lab.meddling(
        tables ->
            new MeddledTables(tables) {
              @Override
              public Optional<TableFacts> load(TableName name) {
                Optional<TableFacts> facts = super.load(name);
                facts.filter(found -> name.equals(COPY)).ifPresent(loaded::add);
                return facts;
              }
            });
    List<Integer> few = seen(workflow);
    OldSnapshots.add(lab.tables().table("copy"), 1_000);
    lab.run(workflow);
    List<Integer> many = seen(workflow);
    assertThat(lab.tables().rows("copy")).hasSize(8);
    // Once a run, rows outside all windows are counted by all windows that were published.
    assertThat(many).filteredOn(seen -> seen > 20).hasSizeLessThanOrEqualTo(1);
    many.removeIf(seen -> seen > 20);
    assertThat(many.stream().mapToInt(seen -> seen).sum())
        .isLessThanOrEqualTo(few.stream().mapToInt(seen -> seen).sum());
  }

  @Test
  void theDoctorMeasuresIt() {
    lab.now("2024-01-03T00:00");
    lab.tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1")
        .create("copy", "at timestamp, id bigint", "days(at)")
        .insert("copy", "'2023-01-01 08:00:00', 0");
    OldSnapshots.add(lab.tables().table("copy"), 1_000);
    String workflow = LoadJob.daily().yaml();
    lab.run(workflow);
    assertThat(lab.examine(workflow))
        .filteredOn(found -> found.code() == Code.LARGE_METADATA)
        .extracting(Diagnostic::message)
        .singleElement()
        .asString()
        .contains("1,002 snapshots and ");
  }

  /**
   * How many snapshots a catch-up over three windows looks at, each time that it loads the table.
   */
  private List<Integer> seen(String workflow) {
    loaded.clear();
    assertThat(lab.catchUp(workflow, 3).windows()).hasSize(3);
    List<Integer> seen = new ArrayList<>();
    loaded.forEach(facts -> seen.add(((History) facts.history()).seen()));
    return seen;
  }
}
