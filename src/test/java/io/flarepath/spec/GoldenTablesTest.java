package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.history.JobTable;
import io.flarepath.lab.Lab;
import io.flarepath.lab.Run;
import io.flarepath.state.PublishedWindow;
import io.flarepath.state.SummaryState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables that version 0.1.0 wrote are read, judged, gone on from and undone. */
@Tag("spark")
class GoldenTablesTest {

  /** Where the paths in the tables' metadata begin. */
  private static final Path FOLDER = Path.of("target", "golden", "0.1.0");

  @RegisterExtension
  final Lab lab =
      new Lab()
          .catalog("uri", "jdbc:sqlite:" + FOLDER.resolve("catalog.db"))
          .catalog("warehouse", FOLDER.resolve("warehouse").toString());

  private String workflow = "";

  @BeforeEach
  void unpack() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> old = Files.walk(FOLDER)) {
        old.sorted(Comparator.reverseOrder()).forEach(GoldenTablesTest::delete);
      }
    }
    InputStream packed = GoldenTablesTest.class.getResourceAsStream("/golden/tables-0.1.0.zip");
    try (ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(packed))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = FOLDER.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.copy(zip, file);
      }
    }
    workflow = Files.readString(FOLDER.resolve("workflow.yaml"));
  }

  @Test
  void theStatesAreRead() {
    assertThat(lab.places(workflow))
        .extracting(place -> place.jobName() + ": " + place.mark().state())
        .satisfiesExactly(
            days -> assertThat(days).isEqualTo("days: all_events.start = 2024-01-04 00:00:00"),
            tens -> assertThat(tens).isEqualTo("tens: by_id.start = 30"),
            lines -> assertThat(lines).startsWith("lines: stream.batch = 0, stream.query = "));
  }

  @Test
  void thePublishesAreRead() {
    JobTable days = lab.places(workflow).get(0);
    assertThat(days.published())
        .extracting(snapshot -> SummaryState.keys(snapshot.summary()).toString())
        .containsExactly(
            "all_events.end = 2024-01-04 00:00:00, all_events.start = 2024-01-03 00:00:00",
            "all_events.end = 2024-01-03 00:00:00, all_events.start = 2024-01-02 00:00:00",
            "all_events.end = 2024-01-02 00:00:00, all_events.start = 2024-01-01 00:00:00");
    assertThat(days.published())
        .extracting(snapshot -> PublishedWindow.of(snapshot.summary()).orElseThrow().range())
        .extracting(Object::toString)
        .startsWith("[2024-01-03 00:00:00.000001, 2024-01-04 00:00:00.000001)");
    assertThat(lab.examine(workflow)).isEmpty();
  }

  @Test
  void aRunGoesOnWhereTheyStand() {
    lab.session()
        .sql(
            "INSERT INTO icebase.golden.events VALUES (timestamp'2024-01-04 00:00:00', 30),"
                + " (timestamp'2024-01-04 12:00:00', 39)");
    Run run = lab.run(workflow, lab.catchingUp(OptionalInt.empty()));
    assertThat(run.job("days").passes())
        .flatExtracting(pass -> pass.windows())
        .extracting(Object::toString)
        .containsExactly("(2024-01-04 00:00:00, 2024-01-05 00:00:00]");
    assertThat(run.job("tens").passes())
        .flatExtracting(pass -> pass.windows())
        .extracting(Object::toString)
        .containsExactly("[30, 40)");
    assertThat(rows("by_day")).isEqualTo(30); // The row at midnight came after its window.
    assertThat(rows("by_ten")).isEqualTo(31);
    assertThat(lab.examine(workflow)).isEmpty(); // No gap between the old windows and the new.
  }

  @Test
  void anOldPublishIsUndone() {
    List<JobTable> places = lab.places(workflow);
    lab.undo(places.get(0));
    assertThat(lab.places(workflow).get(0).mark().state().toString())
        .isEqualTo("all_events.start = 2024-01-03 00:00:00");
    assertThat(rows("by_day")).isEqualTo(24);
  }

  private long rows(String table) {
    return lab.session().table("icebase.golden." + table).count();
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
