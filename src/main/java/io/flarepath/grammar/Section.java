package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.grammar.SectionDescription.KeyDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A map with keys of the grammar, and what is made of it.
 *
 * @param <T> what is made of it
 */
public final class Section<T> implements Type<T> {

  private final SectionDescription description;
  private final List<Key<?>> keys;
  private final Function<Fields, Optional<T>> maker;

  private Section(
      SectionDescription description, List<Key<?>> keys, Function<Fields, Optional<T>> maker) {
    this.description = description;
    this.keys = List.copyOf(keys);
    this.maker = maker;
  }

  /**
   * A section whose unknown keys are errors.
   *
   * @param place where it is in a file, for example {@code inputs[].incremental}
   * @param keys every key that the grammar has here; no two share a spelling
   * @param maker from the keys' values to the section's; called only when each key has a value or
   *     something that counts as one
   * @throws IllegalArgumentException if two keys share a spelling, which is a bug
   */
  public static <T> Section<T> of(String place, List<Key<?>> keys, Function<Fields, T> maker) {
    return checked(place, keys, maker.andThen(Optional::of));
  }

  /**
   * A section that can be wrong as a whole.
   *
   * @param maker as of {@link #of}; gives nothing after a problem that it has reported
   * @throws IllegalArgumentException if two keys share a spelling, which is a bug
   */
  public static <T> Section<T> checked(
      String place, List<Key<?>> keys, Function<Fields, Optional<T>> maker) {
    List<KeyDescription> all = new ArrayList<>();
    Set<String> spellings = new HashSet<>();
    for (Key<?> key : keys) {
      KeyDescription description = key.description();
      all.add(description);
      for (String spelling : description.spellings()) {
        if (!spellings.add(spelling)) {
          throw new IllegalArgumentException("`" + place + "` has two keys `" + spelling + "`");
        }
      }
    }
    return new Section<>(
        new SectionDescription(place, all, Extras.REFUSED, List.of()), keys, maker);
  }

  /**
   * The same section, whose maker asks this of its keys. The reader does not check it; whoever only
   * has the description, such as an editor, does.
   */
  public Section<T> where(Constraint... constraints) {
    return where(List.of(constraints));
  }

  /** As {@link #where(Constraint...)}. */
  public Section<T> where(List<Constraint> constraints) {
    return new Section<>(
        new SectionDescription(
            description.place(), description.keys(), description.extras(), constraints),
        keys,
        maker);
  }

  /** The same section, which ignores, with a warning, keys that look like none that is known. */
  public Section<T> tolerant() {
    return with(Extras.LEFT_ASIDE);
  }

  /** The same section, which may hold any other key; those are not looked at. */
  public Section<T> open() {
    return with(Extras.FOREIGN);
  }

  private Section<T> with(Extras extras) {
    return new Section<>(
        new SectionDescription(
            description.place(), description.keys(), extras, description.constraints()),
        keys,
        maker);
  }

  @Override
  public Optional<T> read(Yaml node, Reading reading) {
    Optional<Yaml.Mapping> map = node.asMapping();
    if (map.isPresent()) {
      return read(map.get(), entries(map.get(), reading), reading);
    }
    Optional<Yaml.Scalar> reference = node.asScalar().filter(Reference::is);
    if (reference.isPresent()) {
      return reading.tree(reference.get()).flatMap(tree -> read(tree, reading.inside(tree)));
    }
    reading.wrongType(words(), node);
    return Optional.empty();
  }

  private Map<Key<?>, Yaml.Entry> entries(Yaml.Mapping map, Reading reading) {
    Map<Key<?>, Yaml.Entry> entries = new LinkedHashMap<>();
    for (Yaml.Entry entry : map.entries()) {
      Optional<Key<?>> key = key(entry.key());
      if (key.isEmpty()) {
        UnknownKey.in(description, entry, reading.known()).ifPresent(reading.problems()::add);
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
    entries.forEach(
        (key, entry) -> {
          misplaced(key, entry, map).ifPresent(reading.problems()::add);
          read(key, Optional.of(entry), values, reading);
        });
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
    key.read(node, reading.of(key.name())).ifPresent(value -> values.put(key, value));
  }

  private boolean isMissing(Key<?> key, Map<Key<?>, Yaml.Entry> entries) {
    boolean isThere = entries.containsKey(key) && !isAbsent(key, entries.get(key).value());
    return key.isRequired()
        && !isThere
        && entries.values().stream()
            .noneMatch(e -> key.traits().alternatives().contains(e.key()) && !e.value().isEmpty());
  }

  // Then its misspelt form has been reported, with what was meant.
  private boolean isMisspelt(Key<?> key, Yaml.Mapping map) {
    List<String> known = description.spellings();
    return map.entries().stream()
        .map(Yaml.Entry::key)
        .filter(written -> !known.contains(written))
        .flatMap(written -> Suggestion.nearest(written, known).stream())
        .anyMatch(key::isSpelt);
  }

  // An empty list is a list, and not what a required key is there for.
  private static boolean isAbsent(Key<?> key, Yaml value) {
    return value.isEmpty() && (key.isRequired() || value.asScalar().isPresent());
  }

  private Diagnostic missing(Key<?> key, Yaml.Mapping map, Map<Key<?>, Yaml.Entry> entries) {
    Optional<Yaml.Entry> empty = Optional.ofNullable(entries.get(key));
    return Diagnostic.error(
            Code.MISSING_KEY, "`" + key.name() + "` is missing in " + description.where())
        .at(empty.map(Yaml.Entry::keySpan).orElse(map.span()))
        .label(empty.isPresent() ? "this has no value" : "")
        .help("`" + key.name() + "`: " + key.doc());
  }

  private static Diagnostic twice(Yaml.Entry entry, Yaml.Entry first) {
    return Diagnostic.error(
            Code.DUPLICATE_KEY, "`" + entry.key() + "` is an alias of `" + first.key() + "`")
        .at(entry.keySpan())
        .because("`" + first.key() + "` is on line " + first.keySpan().line())
        .help("remove one of the two");
  }

  private static Diagnostic notYet(Key<?> key, Yaml.Entry entry) {
    return Diagnostic.error(Code.NOT_SUPPORTED, "`" + entry.key() + "` is not supported yet")
        .at(entry.keySpan())
        .because("`" + key.name() + "`: " + key.doc());
  }

  private static Optional<Diagnostic> misplaced(Key<?> key, Yaml.Entry entry, Yaml.Mapping map) {
    String place = key.traits().rightPlace();
    if (place.isEmpty() || isAbsent(key, entry.value())) {
      return Optional.empty();
    }
    Diagnostic misplaced =
        Diagnostic.warning(Code.MISPLACED_KEY, "`" + entry.key() + "` belongs in `" + place + "`")
            .at(entry.keySpan());
    Optional<Yaml> there = map.at(place.substring(place.lastIndexOf('.') + 1));
    boolean isTwice =
        there.flatMap(right -> right.at(key.name())).filter(yaml -> !yaml.isEmpty()).isPresent();
    return Optional.of(
        isTwice
            ? misplaced
                .because(
                    "this one is ignored where the two differ: there is another in `" + place + "`")
                .help("remove this one")
            : misplaced
                .because("the key is applied, although Flare ignores it here")
                .help("move it into `" + place + "`"));
  }

  private Optional<Key<?>> key(String spelling) {
    return keys.stream().filter(key -> key.isSpelt(spelling)).findFirst();
  }

  @Override
  public String words() {
    return "a map";
  }

  @Override
  public boolean isCompound() {
    return true;
  }

  /** What the section is, as plain data; always the same object. */
  @Override
  public SectionDescription description() {
    return description;
  }

  /** What a section of switches says without any of them, if that is one plain value. */
  @Override
  public String written(T value) {
    return Scalar.plain(value);
  }

  @Override
  public String toString() {
    return description.where();
  }
}
