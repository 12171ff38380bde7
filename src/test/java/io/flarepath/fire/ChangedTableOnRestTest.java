package io.flarepath.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.lab.Lab;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.MeddledTables;
import io.flarepath.publish.PublishOutcome;
import io.flarepath.publish.PublishRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Columns and partitions that change with a publish, on a REST catalog: it gets a list of changes
 * and makes the metadata by itself.
 */
@Tag("fire")
class ChangedTableOnRestTest {

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void columnsAndPartitionsBecomeCurrentWithTheRowsAndNotBefore() throws Exception {
    Path server = Files.createDirectories(lab.folder().resolve("server"));
    Path port = server.resolve("port");
    Child rest = Child.start(server, RestServer.class, server.toString(), port.toString());
    try {
      while (!Files.exists(port)) {
        assertThat(rest.endsWithin(20)).as(rest.text()).isFalse();
      }
      lab.catalog("type", "rest")
          .catalog("uri", "http://127.0.0.1:" + Files.readString(port))
          .catalog("warehouse", "any")
          .now("2024-01-04T00:00");
      changes();
    } finally {
      rest.kill();
    }
  }

  private void changes() {
    lab.tables()
        .create("events", "at timestamp, id int", "days(at)")
        .insert("events", "'2024-01-01 08:00:00', 1", "'2024-01-02 09:00:00', 2");
    assertThat(lab.run(LoadJob.daily().yaml()).said()).isEmpty();
    LoadJob job =
        LoadJob.daily()
            .options("schemaChange: add")
            .step("out", "SELECT at, CAST(id AS bigint) AS id, 'x' AS note FROM events")
            .partitionedBy("- {type: month, column: at, name: at_month}");
    lab.run(job.assertions("- {column: id, tests: ['max > 2']}").yaml());
    assertThat(lab.tables().table("copy").schema().columns()).hasSize(2);
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_day: day");
    lab.meddling(ChangingOnce::new);
    assertThat(lab.run(job.assertions("").yaml()).said()).isEmpty();
    assertThat(lab.tables().rows("copy"))
        .containsExactly(
            "2024-01-01 08:00:00 | 1 | null | null", "2024-01-02 09:00:00 | 2 | null | x");
    assertThat(lab.tables().table("copy").spec().toString()).contains("at_month: month");
    assertThat(lab.tables().current("copy").schemaId())
        .isEqualTo(lab.tables().table("copy").schema().schemaId());
    assertThat(lab.tables().branches("copy"))
        .filteredOn(branch -> branch.endsWith("run-3"))
        .isEmpty();
  }

  /** Somebody who adds a column once, just before the publish. */
  private final class ChangingOnce extends MeddledTables {
    private boolean done;

    ChangingOnce(io.flarepath.publish.Tables tables) {
      super(tables);
    }

    @Override
    public PublishOutcome publish(PublishRequest request) {
      if (!done) {
        done = true;
        lab.tables().sql("ALTER TABLE {}copy ADD COLUMN other string");
      }
      return super.publish(request);
    }
  }
}
