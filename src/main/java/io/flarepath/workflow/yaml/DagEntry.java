package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of {@code dag}: one job, or all jobs of another workflow.
 *
 * @param head what the entry itself says
 * @param drafts its jobs
 */
record DagEntry(Job.Head head, List<Draft> drafts) {

  DagEntry {
    drafts = List.copyOf(drafts);
  }

  /** A job that does not know yet which jobs those are that it depends on. */
  record Draft(Job.Head head, Spec spec) {

    Job job() {
      return spec.job(head);
    }

    String name() {
      return head.name().value();
    }
  }

  /**
   * The jobs, which wait for those that the entry waits for, and are tried again as it is.
   *
   * @param workflow the workflow that the entry is in
   * @param entries its entries by name: waiting for one means waiting for all of its jobs
   */
  List<Draft> within(String workflow, Map<String, DagEntry> entries) {
    List<Located<String>> waits = jobs(head.dependencies(), entries);
    boolean isOwn = drafts.size() == 1 && drafts.get(0).head().equals(head);
    return drafts.stream()
        .map(
            draft -> {
              List<Located<String>> all = new ArrayList<>(waits);
              if (!isOwn) {
                all.addAll(0, draft.head().dependencies());
              }
              return new Draft(
                  new Job.Head(
                      draft.head().name(),
                      draft.head().title(),
                      all,
                      draft.head().retry().or(head::retry),
                      Optional.of(draft.head().workflow())
                          .filter(name -> !name.isEmpty())
                          .orElse(workflow)),
                  draft.spec());
            })
        .toList();
  }

  private static List<Located<String>> jobs(
      List<Located<String>> names, Map<String, DagEntry> entries) {
    List<Located<String>> jobs = new ArrayList<>();
    for (Located<String> name : names) {
      DagEntry entry = entries.get(name.value());
      if (entry == null) {
        jobs.add(name);
      } else {
        entry.drafts().forEach(draft -> jobs.add(name.map(written -> draft.name())));
      }
    }
    return jobs;
  }
}
