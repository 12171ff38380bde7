package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.publish.BranchNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What runs leave behind, and what they take away. */
@Tag("fire")
class HousekeepingTest {

  private static final String DEAD = "flarepath_load_01HZ0000000000000000000000";
  private static final String OF_ANOTHER_JOB = "flarepath_other_01HZ0000000000000000000000";

  @RegisterExtension final Lab lab = new Lab();

  @BeforeEach
  void twentyDays() {
    lab.now("2024-01-21T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .sql(
            "INSERT INTO {}events SELECT timestamp '2024-01-01 12:00:00' + make_interval(0, 0, 0, CAST(id AS int)), id"
                + " FROM range(0, 20)");
    lab.catchUp(LoadJob.daily().yaml(), 1);
    lab.tables().sql("ALTER TABLE {}copy CREATE BRANCH " + DEAD);
    lab.tables().sql("ALTER TABLE {}copy CREATE BRANCH " + OF_ANOTHER_JOB);
    assertThat(BranchNames.isOf("load", DEAD)).isTrue();
  }

  @Test
  void aYoungBranchMayBelongToALiveRunAndStays() {
    lab.catchUp(LoadJob.daily().yaml(), 1);
    assertThat(lab.tables().branches("copy")).containsOnly("main", DEAD, OF_ANOTHER_JOB);
  }

  @Test
  void aDeadRunsBranchGoesWithTheNextStartOfItsJobAndNoOtherDoes() throws Exception {
    Thread.sleep(50);
    lab.branchTtl(Duration.ofMillis(20)).catchUp(LoadJob.daily().yaml(), 1);
    assertThat(lab.tables().branches("copy")).containsOnly("main", OF_ANOTHER_JOB);
  }

  @Test
  void metadataVersionsDoNotPileUp() throws IOException {
    lab.tables()
        .sql("ALTER TABLE {}copy SET TBLPROPERTIES ('write.metadata.previous-versions-max'='10')");
    lab.catchUp(LoadJob.daily().yaml());
    Table table = lab.tables().table("copy");
    assertThat(lab.tables().history("copy")).hasSize(20);
    try (Stream<Path> files = Files.list(Path.of(path(table.location()), "metadata"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".metadata.json")).count())
          .isLessThanOrEqualTo(11);
    }
  }

  private static String path(String location) {
    return location.replaceFirst("^file:", "");
  }
}
