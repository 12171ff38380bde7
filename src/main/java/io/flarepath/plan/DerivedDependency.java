package io.flarepath.plan;

import io.flarepath.diagnostic.Span;
import io.flarepath.source.Place;

/**
 * That a job runs after another one because of what the two read and write.
 *
 * @param job the job that runs later
 * @param after the job that runs before it
 * @param use what the later one does with the place, as a verb
 * @param place what the earlier one writes
 * @param read where the workflow says that the later one uses it
 * @param written where the workflow says that the earlier one writes it
 */
public record DerivedDependency(
    String job, String after, String use, Place place, Span read, Span written) {

  /** Why, as a clause about the later job: {@code it reads icebase.mart.sales}. */
  public String reason() {
    return "it " + use + " " + place;
  }
}
