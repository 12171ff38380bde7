package io.flarepath.history;

import java.util.List;

/** What is kept of runs whose audit rejected the staged rows. */
@FunctionalInterface
public interface Rejections {

  /** Nothing is kept. */
  Rejections NONE = (runId, job) -> List.of();

  /**
   * The messages with which a run's audit rejected a job's rows.
   *
   * @return empty if it did not, or if that is not known here
   */
  List<String> of(String runId, String job);
}
