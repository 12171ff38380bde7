package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers the entries of one map: reports duplicates, and takes over what {@code <<: *alias} brings
 * along, which Flare's YAML 1.1 knew.
 */
final class Entries {

  private static final String MERGE = "<<";

  private final Problems problems;
  private final Map<String, Yaml.Entry> own = new LinkedHashMap<>();
  private final Map<String, Yaml.Entry> merged = new LinkedHashMap<>();

  Entries(Problems problems) {
    this.problems = problems;
  }

  void add(Yaml key, Span span, Yaml value) {
    Optional<Yaml.Scalar> scalar = key.asScalar();
    if (scalar.isEmpty()) {
      problems.add(
          Diagnostic.error(
                  Code.WRONG_TYPE, "a key must be a plain word, but this is " + key.words())
              .at(span)
              .help("put text that begins with `{` or `[` in quotes"));
      return;
    }
    String name = scalar.get().written();
    if (name.equals(MERGE)) {
      merge(value);
      return;
    }
    Yaml.Entry entry = new Yaml.Entry(name, span, value);
    Yaml.Entry first = own.putIfAbsent(name, entry);
    if (first != null) {
      String message = "the key `" + name + "` appears twice";
      // Who says the same thing twice has said it.
      problems.add(
          (first.value().equalsText(value)
                  ? Diagnostic.warning(Code.DUPLICATE_KEY, message)
                  : Diagnostic.error(Code.DUPLICATE_KEY, message))
              .at(span)
              .because("the first one is on line " + first.keySpan().line())
              .help("remove one of the two"));
    }
  }

  /** In the order of the file; what a key says itself wins over what was merged. */
  List<Yaml.Entry> all() {
    List<Yaml.Entry> all = new ArrayList<>(own.values());
    merged.values().stream().filter(entry -> !own.containsKey(entry.key())).forEach(all::add);
    return all;
  }

  private void merge(Yaml value) {
    for (Yaml source : value.items()) {
      Optional<Yaml.Mapping> mapping = source.asMapping();
      if (mapping.isPresent()) {
        mapping.get().entries().forEach(entry -> merged.putIfAbsent(entry.key(), entry));
      } else {
        problems.add(
            Diagnostic.error(Code.WRONG_TYPE, "`<<` takes a map, but this is " + source.words())
                .at(source.span()));
      }
    }
  }
}
