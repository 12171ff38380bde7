package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.workflow.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the two forms of outputs together: entries with a dataset are outputs, and in the old form
 * an entry is a depot, into which each sink writes a dataset.
 */
final class OldOutputs {

  private OldOutputs() {}

  /**
   * All outputs of a job, those of sinks last. A sink whose output is not there is a problem; a
   * depot that nothing is written into is what old workflows leave behind.
   *
   * @param views the names of the inputs and the steps
   */
  static List<Output> join(
      List<OutputKeys.Entry> entries,
      List<SinkKeys.Sink> sinks,
      Set<String> views,
      Problems problems) {
    Map<String, OutputKeys.Entry> byName = new LinkedHashMap<>();
    entries.forEach(entry -> byName.putIfAbsent(entry.name().value(), entry));
    List<Output> outputs = new ArrayList<>();
    for (OutputKeys.Entry entry : entries) {
      if (entry.dataset().isPresent()) {
        outputs.add(entry.output(entry.name(), entry.dataset().get()));
      } else if (!isCompleted(entry, sinks) && views.contains(entry.name().value())) {
        entry.depot().ifPresent(depot -> outputs.add(entry.output(entry.name(), depot)));
      } else if (!isCompleted(entry, sinks) && allKnown(sinks, byName)) {
        problems.add(idle(entry.name()));
      }
    }
    for (SinkKeys.Sink sink : sinks) {
      OutputKeys.Entry entry = byName.get(sink.output().value());
      if (entry == null) {
        problems.add(unknown(sink.output(), byName));
      } else {
        Located<String> collection = entry.depot().or(entry::dataset).orElse(sink.dataset());
        outputs.add(
            entry
                .with(sink.format(), sink.options(), sink.about())
                .output(sink.view(), sink.dataset().map(name -> inside(collection.value(), name))));
      }
    }
    return outputs;
  }

  private static boolean isCompleted(OutputKeys.Entry entry, List<SinkKeys.Sink> sinks) {
    return sinks.stream().anyMatch(sink -> sink.output().value().equals(entry.name().value()));
  }

  /** Else the name of this one may have been misspelt. */
  private static boolean allKnown(List<SinkKeys.Sink> sinks, Map<String, OutputKeys.Entry> byName) {
    return sinks.stream().allMatch(sink -> byName.containsKey(sink.output().value()));
  }

  /** The address of a dataset in a collection: the part after the question mark stays last. */
  private static String inside(String collection, String dataset) {
    int query = collection.indexOf('?');
    String place = query < 0 ? collection : collection.substring(0, query);
    String rest = query < 0 ? "" : collection.substring(query);
    String depot = place.substring(place.indexOf("://") < 0 ? 0 : place.indexOf("://") + 3);
    String separator = depot.contains(":") || depot.contains("/") ? "/" : ":";
    return place.replaceAll("/+$", "") + separator + dataset + rest;
  }

  private static Diagnostic idle(Located<String> name) {
    return Diagnostic.warning(
            Code.IDLE_KEY, "nothing is written to the output `" + name.value() + "`")
        .at(name.span())
        .because("it defines a depot, and no `sink` refers to it")
        .help("remove it, or give it a `dataset` and the name of the view to write");
  }

  private static Diagnostic unknown(Located<String> name, Map<String, OutputKeys.Entry> known) {
    return Diagnostic.error(Code.UNKNOWN_OUTPUT, "unknown output `" + name.value() + "`")
        .at(name.span())
        .because("a sink writes to the depot of the entry of `outputs` that it refers to")
        .help(Suggestion.help(name.value(), known.keySet()));
  }
}
