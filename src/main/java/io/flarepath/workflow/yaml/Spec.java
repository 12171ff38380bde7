package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Retry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code spec} says: a job without its head.
 *
 * @param dependencies those that are written inside {@code spec}
 * @param title the one inside {@code spec}
 * @param retry the one inside {@code spec}
 * @param body from the head, which is around {@code spec}, to the whole job
 */
record Spec(
    List<Located<String>> dependencies,
    Optional<String> title,
    Optional<Retry> retry,
    Function<Job.Head, Job> body) {

  Spec {
    dependencies = List.copyOf(dependencies);
  }

  Job job(Job.Head head) {
    return body.apply(head);
  }
}
