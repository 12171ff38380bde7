package io.flarepath.iceberg;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.table.TableName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that run side by side may make their namespace at the same time. */
class NamespaceRaceTest {

  private static final int JOBS = 4;
  private static final int ROUNDS = 25;

  @Test
  void whoeverComesSecondFindsItMade(@TempDir Path folder) throws InterruptedException {
    Catalogs catalogs = catalogs(folder);
    ExecutorService threads = Executors.newFixedThreadPool(JOBS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        TableName name = new TableName("icebase", List.of("space" + round), "orders");
        CyclicBarrier together = new CyclicBarrier(JOBS);
        List<Future<?>> jobs = new ArrayList<>();
        for (int job = 0; job < JOBS; job++) {
          jobs.add(
              threads.submit(
                  () -> {
                    together.await();
                    catalogs.ensureNamespace(name);
                    return null;
                  }));
        }
        for (Future<?> job : jobs) {
          assertThatCode(() -> result(job)).doesNotThrowAnyException();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void result(Future<?> job) throws ExecutionException, InterruptedException {
    job.get();
  }

  private static Catalogs catalogs(Path folder) {
    Map<String, String> properties =
        Map.of(
            "type", "jdbc",
            "uri", "jdbc:sqlite:" + folder.resolve("catalog.db"),
            "warehouse", folder.resolve("warehouse").toString(),
            "jdbc.schema-version", "V1",
            "jdbc.busy_timeout", "30000");
    return new Catalogs(
        new Settings(
            Map.of(),
            Map.of("icebase", new CatalogSettings("icebase", properties)),
            Map.of(),
            new RunSettings(
                1,
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                1,
                "UTC",
                "logs",
                "logs/runs",
                "icebase.flarepath.state",
                false)));
  }
}
