package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A map with keys of the grammar, and what is made of it.
 *
 * @param place where it stands in a workflow, for example {@code inputs[].incremental}
 * @param keys every key that the grammar has here
 * @param extras what is done with keys that nobody knows
 * @param demands what {@code maker} asks of the keys together
 * @param maker from the keys' values to the section's; empty after a problem it has reported
 */
record Section<T>(
    String place,
    List<Key<?>> keys,
    Extras extras,
    List<Demand> demands,
    Function<Fields, Optional<T>> maker)
    implements Type<T> {

  Section {
    keys = List.copyOf(keys);
    demands = List.copyOf(demands);
  }

  static <T> Section<T> of(String place, List<Key<?>> keys, Function<Fields, T> maker) {
    return new Section<>(place, keys, Extras.REFUSED, List.of(), maker.andThen(Optional::of));
  }

  /** A section that can be wrong as a whole. */
  static <T> Section<T> checked(
      String place, List<Key<?>> keys, Function<Fields, Optional<T>> maker) {
    return new Section<>(place, keys, Extras.REFUSED, List.of(), maker);
  }

  /** A section that may hold other keys too. */
  static <T> Section<T> open(String place, List<Key<?>> keys, Function<Fields, T> maker) {
    return new Section<>(place, keys, Extras.FOREIGN, List.of(), maker.andThen(Optional::of));
  }

  /** The same section, whose maker asks this of its keys. */
  Section<T> where(Demand... all) {
    return new Section<>(place, keys, extras, List.of(all), maker);
  }

  /** The same section, which leaves aside what looks like nothing that is known. */
  Section<T> tolerant() {
    return new Section<>(place, keys, Extras.LEFT_ASIDE, demands, maker);
  }

  @Override
  public Optional<T> read(Yaml node, Reading reading) {
    if (node instanceof Yaml.Mapping map) {
      return read(map, entries(map, reading), reading);
    }
    if (node instanceof Yaml.Scalar scalar && Reference.is(scalar)) {
      return reading.tree(scalar).flatMap(tree -> read(tree, reading.inside(tree)));
    }
    reading.wrongType(words(), node);
    return Optional.empty();
  }

  private Map<Key<?>, Yaml.Entry> entries(Yaml.Mapping map, Reading reading) {
    Map<Key<?>, Yaml.Entry> entries = new LinkedHashMap<>();
    for (Yaml.Entry entry : map.entries()) {
      Optional<Key<?>> key = key(entry.key());
      if (key.isEmpty()) {
        UnknownKey.in(this, entry, reading.grammar()).ifPresent(reading.problems()::add);
        continue;
      }
      Yaml.Entry other = entries.putIfAbsent(key.get(), entry);
      if (other != null) {
        reading.problems().add(twice(entry, other));
      }
    }
    return entries;
  }

  private Optional<T> read(Yaml.Mapping map, Map<Key<?>, Yaml.Entry> entries, Reading reading) {
    Map<Key<?>, Object> values = new HashMap<>();
    // First what is written, in its own order; then what is missing.
    entries.forEach((key, entry) -> read(key, Optional.of(entry), values, reading));
    for (Key<?> key : keys) {
      if (!entries.containsKey(key)) {
        read(key, Optional.empty(), values, reading);
      }
      if (isMissing(key, entries) && !isMisspelt(key, map)) {
        reading.problems().add(missing(key, map, entries));
      }
    }
    return values.size() == keys.size()
        ? maker.apply(new Fields(map, reading, entries, values))
        : Optional.empty();
  }

  private static <V> void read(
      Key<V> key, Optional<Yaml.Entry> entry, Map<Key<?>, Object> values, Reading reading) {
    Optional<Yaml> node = entry.map(Yaml.Entry::value).filter(value -> !isAbsent(key, value));
    if (node.isPresent() && key.support() == Support.NOT_YET && !node.get().isEmpty()) {
      reading.problems().add(notYet(key, entry.get()));
    }
    if (node.isPresent() && key.rightPlace().isPresent()) {
      reading.problems().add(misplaced(key.rightPlace().get(), entry.get()));
    }
    key.read(node, reading.of(key.name())).ifPresent(value -> values.put(key, value));
  }

  private boolean isMissing(Key<?> key, Map<Key<?>, Yaml.Entry> entries) {
    boolean isThere = entries.containsKey(key) && !isAbsent(key, entries.get(key).value());
    return key.isRequired()
        && !isThere
        && entries.values().stream()
            .noneMatch(e -> key.alternatives().contains(e.key()) && !e.value().isEmpty());
  }

  // Then its misspelt form has been reported, with what was meant.
  private boolean isMisspelt(Key<?> key, Yaml.Mapping map) {
    List<String> known = spellings();
    return map.entries().stream()
        .map(Yaml.Entry::key)
        .filter(written -> !known.contains(written))
        .flatMap(written -> Suggestion.nearest(written, known).stream())
        .anyMatch(key.spellings()::contains);
  }

  // An empty list is a list, and not what a required key is there for.
  private static boolean isAbsent(Key<?> key, Yaml value) {
    return value.isEmpty() && (key.isRequired() || value instanceof Yaml.Scalar);
  }

  private Diagnostic missing(Key<?> key, Yaml.Mapping map, Map<Key<?>, Yaml.Entry> entries) {
    Optional<Yaml.Entry> empty = Optional.ofNullable(entries.get(key));
    return Diagnostic.error(Code.MISSING_KEY, "`" + key.name() + "` is missing in " + where())
        .at(empty.map(Yaml.Entry::keySpan).orElse(map.span()))
        .label(empty.isPresent() ? "this has no value" : "")
        .help("`" + key.name() + "`: " + key.doc());
  }

  private static Diagnostic twice(Yaml.Entry entry, Yaml.Entry first) {
    return Diagnostic.error(
            Code.DUPLICATE_KEY,
            "`" + entry.key() + "` is another spelling of `" + first.key() + "`")
        .at(entry.keySpan())
        .because("`" + first.key() + "` stands in line " + first.keySpan().line())
        .help("remove one of the two");
  }

  private static Diagnostic notYet(Key<?> key, Yaml.Entry entry) {
    return Diagnostic.error(Code.NOT_SUPPORTED, "`" + entry.key() + "` is not supported yet")
        .at(entry.keySpan())
        .because("`" + key.name() + "`: " + key.doc());
  }

  private static Diagnostic misplaced(String rightPlace, Yaml.Entry entry) {
    return Diagnostic.warning(
            Code.MISPLACED_KEY, "`" + entry.key() + "` belongs in `" + rightPlace + "`")
        .at(entry.keySpan())
        .because("it is applied; the original ignores it in this place")
        .help("move it into `" + rightPlace + "`");
  }

  private Optional<Key<?>> key(String spelling) {
    return keys.stream().filter(key -> key.spellings().contains(spelling)).findFirst();
  }

  /** Every key that may stand here, in every spelling. */
  List<String> spellings() {
    return keys.stream().flatMap(key -> key.spellings().stream()).toList();
  }

  /** The place in words. */
  String where() {
    return place.isEmpty() ? "the file's outermost level" : "`" + place + "`";
  }

  @Override
  public String words() {
    return "a map";
  }

  @Override
  public boolean isCompound() {
    return true;
  }
}
