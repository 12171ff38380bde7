package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import io.flarepath.workflow.Schedule;
import io.flarepath.workflow.Workflow;
import io.flarepath.workflow.yaml.DagEntry.Draft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file as it was read, which may become a workflow or a part of one. */
record Outline(
    Source source,
    Located<String> name,
    String title,
    String description,
    Optional<Schedule> schedule,
    List<DagEntry> entries) {

  Outline {
    entries = List.copyOf(entries);
  }

  /** All jobs, also those of other files, each with the jobs that it waits for. */
  List<Draft> drafts() {
    Map<String, DagEntry> byName = new HashMap<>();
    entries.forEach(entry -> byName.putIfAbsent(entry.head().name().value(), entry));
    return entries.stream().flatMap(entry -> entry.within(name.value(), byName).stream()).toList();
  }

  /** The workflow; two jobs of one name in different files are a problem. */
  Workflow workflow(Problems problems) {
    List<Draft> drafts = drafts();
    Map<String, Draft> seen = new HashMap<>();
    for (Draft draft : drafts) {
      Draft first = seen.putIfAbsent(draft.name(), draft);
      // Duplicates within one file were reported where its list was read.
      if (first != null && !isOneFile(first, draft)) {
        problems.add(twice(first.head().name(), draft.head().name()));
      }
    }
    return new Workflow(
        source, name, title, description, schedule, drafts.stream().map(Draft::job).toList());
  }

  private boolean isOneFile(Draft first, Draft second) {
    Span place = second.head().name().span();
    return place.source().equals(source) && first.head().name().span().source().equals(source);
  }

  private static Diagnostic twice(Located<String> first, Located<String> second) {
    return Diagnostic.error(Code.DUPLICATE_NAME, "two jobs are named `" + second.value() + "`")
        .at(second.span())
        .because(
            "the other one is in " + first.span().source().name() + ", line " + first.span().line())
        .help("job names must be unique across a workflow and the workflows that it includes");
  }
}
