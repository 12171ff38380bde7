package io.flarepath.workflow.yaml;

import io.flarepath.workflow.FunctionSignature;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What of the grammar files make use of: each key in each of its spellings and places, and each
 * word of each choice. Both lists are in the same words, {@code inputs[].name} and {@code
 * outputs[].options.saveMode: append}.
 */
final class Coverage {

  private static final Set<String> WRAPPERS = Set.of("inputs", "steps", "outputs");

  private final Map<String, FunctionSignature> functions = new HashMap<>();
  private final Function<Yaml.Scalar, Optional<Yaml>> files;
  private final Map<Set<String>, String> labels = new HashMap<>();
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * @param files what stands in a file that a workflow refers to; empty where that is no YAML
   */
  Coverage(Collection<FunctionSignature> functions, Function<Yaml.Scalar, Optional<Yaml>> files) {
    functions.forEach(each -> this.functions.put(each.name(), each));
    this.files = files;
  }

  /** What the files that were walked have used. */
  Set<String> used() {
    return Set.copyOf(used);
  }

  // ---- All that there is.

  /** Every key and word of a grammar, but for those that are not supported yet. */
  Set<String> all(Grammar grammar) {
    Set<String> all = new LinkedHashSet<>();
    grammar.sections().forEach(section -> all(section, all));
    all.remove("actions[].name"); // Of an action of no known name, which is an error.
    functions.values().forEach(function -> all(CallType.section(function), all));
    return all;
  }

  private void all(Section<?> section, Set<String> all) {
    for (Key<?> key : section.keys()) {
      if (key.support() != Support.NOT_YET) {
        key.spellings().forEach(spelling -> all.add(place(section, spelling)));
        words(key.type()).forEach(word -> all.add(word(key, word)));
      }
    }
  }

  private static Set<String> words(Type<?> type) {
    if (type instanceof Choice<?> choice) {
      return choice.values().keySet();
    }
    if (type instanceof MapOf map) {
      return map.known().keySet();
    }
    if (type instanceof ListOf<?> list && !(list.item() instanceof Section<?>)) {
      return words(list.item());
    }
    return type instanceof Type.Placed<?> placed ? words(placed.type()) : Set.of();
  }

  private static String place(Section<?> section, String key) {
    return section.place().isEmpty() ? key : section.place() + "." + key;
  }

  // A choice that stands in several places needs each of its words in one of them.
  private String word(Key<?> key, String word) {
    return labels.computeIfAbsent(words(key.type()), words -> key.name()) + ": " + word;
  }

  // ---- What is used.

  /** Notes what a file uses. */
  void walk(Type<?> type, Yaml yaml) {
    if (yaml instanceof Yaml.Scalar scalar && type.isCompound() && Reference.is(scalar)) {
      files.apply(scalar).ifPresent(tree -> walk(type, unwrapped(tree)));
    } else if (type instanceof Section<?> section && yaml instanceof Yaml.Mapping map) {
      walk(section, map);
    } else if (type instanceof Variant<?> variant) {
      walk(section(variant, yaml), yaml);
    } else if (type instanceof Type.Placed<?> placed) {
      walk(placed.type(), yaml);
    } else if (type instanceof ListOf<?> list) {
      items(yaml).forEach(item -> walk(list.item(), item));
    } else if (type instanceof StepList steps) {
      items(yaml).forEach(item -> walkStep(steps, item));
    } else if (type instanceof CallType && yaml instanceof Yaml.Mapping map) {
      value(map, "name")
          .map(name -> functions.get(name.strip().toLowerCase(Locale.ROOT)))
          .ifPresent(function -> walk(CallType.section(function), map));
    }
  }

  private void walkStep(StepList steps, Yaml item) {
    walk(item instanceof Yaml.Scalar ? steps : steps.item(), item);
  }

  private void walk(Section<?> section, Yaml.Mapping map) {
    for (Yaml.Entry entry : map.entries()) {
      for (Key<?> key : section.keys()) {
        if (key.spellings().contains(entry.key())) {
          used.add(place(section, entry.key()));
          written(key.type(), entry.value()).forEach(word -> used.add(word(key, word)));
          if (key.name().equals("file") && entry.value() instanceof Yaml.Scalar file) {
            files.apply(file).ifPresent(tree -> walk(EnvelopeKeys.FILE, tree));
          }
          walk(key.type(), entry.value());
        }
      }
    }
  }

  // A file may say in its first line what it is for.
  private static Yaml unwrapped(Yaml tree) {
    boolean isWrapped =
        tree instanceof Yaml.Mapping map
            && map.entries().size() == 1
            && WRAPPERS.contains(map.entries().get(0).key());
    return isWrapped ? ((Yaml.Mapping) tree).entries().get(0).value() : tree;
  }

  private static Set<String> written(Type<?> type, Yaml yaml) {
    Set<String> written = new HashSet<>();
    Set<String> words = words(type);
    for (Yaml item : items(yaml)) {
      if (item instanceof Yaml.Scalar scalar) {
        words.stream().filter(scalar.text().strip()::equalsIgnoreCase).forEach(written::add);
      } else if (item instanceof Yaml.Mapping map) {
        map.entries().stream().map(Yaml.Entry::key).filter(words::contains).forEach(written::add);
      }
    }
    return written;
  }

  private static Section<?> section(Variant<?> variant, Yaml yaml) {
    Optional<String> value =
        yaml instanceof Yaml.Mapping map ? value(map, variant.key()) : Optional.empty();
    for (Variant.Case<?> each : variant.cases()) {
      if (value.isEmpty() || each.fits(value.get())) {
        return each.section();
      }
    }
    return variant.other();
  }

  private static Optional<String> value(Yaml.Mapping map, String key) {
    return map.entries().stream()
        .filter(entry -> entry.key().equals(key) && entry.value() instanceof Yaml.Scalar)
        .map(entry -> ((Yaml.Scalar) entry.value()).text())
        .findFirst();
  }

  private static Iterable<Yaml> items(Yaml yaml) {
    return yaml instanceof Yaml.Sequence list ? list.items() : Set.of(yaml);
  }
}
