package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says once that a variable is not set, however often it is written. */
final class UnsetVariables {

  private UnsetVariables() {}

  /**
   * The diagnostics with one for each variable, at its first place.
   *
   * @param main the file whose lines need no name
   */
  static List<Diagnostic> once(List<Diagnostic> all, Source main) {
    Map<String, Set<String>> further = new LinkedHashMap<>();
    List<Diagnostic> first = new ArrayList<>();
    for (Diagnostic each : all) {
      boolean isUnset = each.code() == Code.UNSET_VARIABLE;
      if (isUnset && further.containsKey(each.message())) {
        Set<String> lines = further.getOrDefault(each.message(), Set.of());
        each.place().map(place -> line(place, main)).ifPresent(lines::add);
      } else {
        first.add(each);
      }
      if (isUnset) {
        further.putIfAbsent(each.message(), new LinkedHashSet<>());
      }
    }
    return first.stream().map(each -> with(each, further)).toList();
  }

  private static Diagnostic with(Diagnostic each, Map<String, Set<String>> further) {
    Set<String> lines = further.getOrDefault(each.message(), Set.of());
    return lines.isEmpty() || each.code() != Code.UNSET_VARIABLE
        ? each
        : each.because("it is also written on " + String.join(", ", lines));
  }

  private static String line(Span place, Source main) {
    String line = "line " + place.line();
    return place.source().equals(main) ? line : line + " of " + place.source().name();
  }
}
