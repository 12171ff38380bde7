package io.flarepath.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.lab.Lab;
import io.flarepath.lab.SampleEvents;
import io.flarepath.lab.UpkeepJob;
import io.flarepath.run.ActionRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Removing files that belong to no table, in its folder and when they are old. */
@Tag("spark")
class RemoveOrphansTest {

  private static final String SOON = "olderThanTimestamp: 2999-01-01 00:00:00";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void threeCommits() {
    SampleEvents.threeCommits(lab);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s/..", "%s2", "file:/elsewhere", "s3a://bucket%s"})
  void orphansAreLookedForInTheFolderOfTheTableOnly(String location) throws IOException {
    Path orphan = orphan();
    String folder = location.formatted(folder());
    Diagnostic failure =
        lab.run(UpkeepJob.action("remove_orphans", "options: {location: '" + folder + "'}").yaml())
            .failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.message())
        .isEqualTo(
            "cannot run remove_orphans of icebase.retail.events: `"
                + folder
                + "` is not within the table's folder");
    assertThat(failure.place()).isPresent();
    assertThat(orphan).exists();
  }

  @Test
  void removesOrphansOfAFolderWithinTheTable() throws IOException {
    Path orphan = orphan();
    String options = "options: {location: '%s/data/', olderThan: 1640995200}".formatted(folder());
    assertThat(done(UpkeepJob.action("remove_orphans", options)).counts())
        .containsExactly(Map.entry("removed_orphan_files", 1L));
    assertThat(orphan).doesNotExist();
  }

  @Test
  void removesOrphansThatAreOldEnough() throws IOException {
    Path orphan = orphan();
    UpkeepJob dry =
        UpkeepJob.action(
            "remove_orphans", "options: {dryRun: true, olderThanTimestamp: 2022-01-01 00:00:00}");
    assertThat(done(dry).counts()).containsExactly(Map.entry("orphan_files_found", 1L));
    assertThat(orphan).exists();
    assertThat(
            done(UpkeepJob.action("remove_orphans", "options: {olderThan: 1640995200}")).counts())
        .containsExactly(Map.entry("removed_orphan_files", 1L));
    assertThat(orphan).doesNotExist();
    assertThat(lab.tables().rows("events")).hasSize(4);
  }

  @Test
  void filesYoungerThanADayMayBelongToARunAndAreLeft() throws IOException {
    Path orphan = orphan();
    Diagnostic failure =
        lab.run(UpkeepJob.action("remove_orphans", "options: {" + SOON + "}").yaml()).failure();
    assertThat(failure.code()).isEqualTo(Code.ACTION_REJECTED);
    assertThat(failure.notes()).first().asString().contains("less than 24 hours");
    assertThat(orphan).exists();
  }

  private String folder() {
    return URI.create(lab.tables().table("events").location()).getPath();
  }

  private Path orphan() throws IOException {
    Path folder = Path.of(URI.create(lab.tables().table("events").location()).getPath());
    Path orphan = Files.writeString(folder.resolve("data").resolve("orphan.parquet"), "nobody's");
    return Files.setLastModifiedTime(orphan, FileTime.from(Instant.parse("2021-06-01T00:00:00Z")));
  }

  private ActionRecord done(UpkeepJob job) {
    return job.done(lab);
  }
}
