package io.flarepath.spark.cost;

import io.flarepath.run.Cost;
import io.flarepath.run.Meter;
import java.util.Map;
import java.util.OptionalLong;

/** An account, and what is charged to it. Thread-safe. */
final class Tally implements Meter.Account {

  private final String tag;
  private Map<String, Long> tables = Map.of();
  private long jobs;
  private Scans scans = Scans.NONE;
  private boolean isLost;

  /**
   * @param tag the jobs that are charged to it have this tag
   */
  Tally(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  /** How many data files the tables have that its queries read. */
  synchronized Map<String, Long> tables() {
    return tables;
  }

  synchronized void reading(Map<String, Long> files) {
    tables = files;
  }

  synchronized void job() {
    jobs++;
  }

  synchronized void scanned(Scans more) {
    scans = scans.plus(more);
  }

  /** Something may not have been counted: nothing is known any more. */
  synchronized void lose() {
    isLost = true;
  }

  @Override
  public synchronized Cost cost() {
    OptionalLong none = OptionalLong.of(0);
    return isLost
        ? Cost.UNKNOWN
        : new Cost(
            OptionalLong.of(jobs), scans.files(), scans.bytes(), scans.skipped(), none, none);
  }
}
