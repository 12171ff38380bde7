package io.flarepath.cli;

import io.flarepath.spark.SparkEngine.Tasks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;

/** A line on the terminal that says what each job is doing now, and that is erased at the end. */
final class ProgressLine implements AutoCloseable {

  private static final long EVERY_MILLIS = 500;

  private final Terminal terminal;
  private final boolean isShown;
  private final Map<String, String> doing = new LinkedHashMap<>();
  private Optional<Supplier<Tasks>> tasks = Optional.empty();
  private final Optional<Timer> clock;

  /**
   * A line.
   *
   * @param isShown otherwise nothing is ever written
   */
  ProgressLine(Terminal terminal, boolean isShown) {
    this.terminal = terminal;
    this.isShown = isShown;
    this.clock = isShown ? Optional.of(new Timer("progress", true)) : Optional.empty();
    TimerTask shows =
        new TimerTask() {
          @Override
          public void run() {
            show();
          }
        };
    clock.ifPresent(each -> each.schedule(shows, 0, EVERY_MILLIS));
  }

  /** From now on the engine's tasks are shown. */
  synchronized void counting(Supplier<Tasks> counted) {
    tasks = Optional.of(counted);
  }

  /** What a job is doing; empty when it has ended. */
  synchronized void says(String job, String what) {
    if (what.isEmpty()) {
      doing.remove(job);
    } else {
      doing.put(job, what);
    }
  }

  /** What the line says now. */
  synchronized String text() {
    StringJoiner jobs = new StringJoiner("; ");
    doing.forEach((job, what) -> jobs.add(job.isEmpty() ? what : job + ": " + what));
    String counted =
        tasks
            .map(Supplier::get)
            .filter(each -> each.total() > 0)
            .map(each -> "  %d of %d tasks".formatted(each.done(), each.total()))
            .orElse("");
    return jobs.length() == 0 ? "" : jobs + counted;
  }

  private void show() {
    if (isShown) {
      terminal.progress(text());
    }
  }

  /** Erases it. */
  @Override
  public void close() {
    clock.ifPresent(Timer::cancel);
    if (isShown) {
      terminal.progress("");
    }
  }
}
