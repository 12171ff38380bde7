package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Problems;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The one description of a key in one place of the grammar. The parser, the suggestions and every
 * reference are derived from it.
 *
 * @param <V> what whoever reads the key gets: an {@code Optional} for an optional key
 */
final class Key<V> {

  private final String name;
  private final Type<?> type;
  private final Support support;
  private final boolean isRequired;
  private final Default<V> reader;
  private final String doc;
  private final Traits traits;

  /** What stands for a value that is not there; empty when nothing can. */
  @FunctionalInterface
  private interface Default<V> {
    Optional<V> read(Optional<Yaml> node, Reading reading);
  }

  private Key(
      String name,
      Type<?> type,
      Support support,
      boolean isRequired,
      Default<V> reader,
      String doc,
      Traits traits) {
    this.name = name;
    this.type = type;
    this.support = support;
    this.isRequired = isRequired;
    this.reader = reader;
    this.doc = doc;
    this.traits = traits;
  }

  static <T> Key<T> required(String name, Type<T> type, String doc) {
    Default<T> reader = (node, reading) -> node.flatMap(value -> type.read(value, reading));
    return used(name, type, true, reader, doc);
  }

  static <T> Key<Optional<T>> optional(String name, Type<T> type, String doc) {
    Default<Optional<T>> reader =
        (node, reading) -> {
          Optional<T> value = node.flatMap(written -> type.read(written, reading));
          return canGoOn(type, node, value) ? Optional.of(value) : Optional.empty();
        };
    return used(name, type, false, reader, doc);
  }

  static <T> Key<T> withDefault(String name, Type<T> type, T fallback, String doc) {
    Default<T> reader =
        (node, reading) -> {
          Optional<T> value = node.flatMap(written -> type.read(written, reading));
          return canGoOn(type, node, value)
              ? Optional.of(value.orElse(fallback))
              : Optional.empty();
        };
    Key<T> key = used(name, type, false, reader, doc);
    return key.with(key.traits.fallback(written(type, fallback)));
  }

  // Lists and maps are empty if they are not there, which need not be said.
  private static String written(Type<?> type, Object fallback) {
    if (type instanceof Choice<?> choice) {
      return choice.values().entrySet().stream()
          .filter(entry -> fallback.equals(entry.getValue()))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse("");
    }
    boolean isPlain = fallback instanceof Boolean || fallback instanceof Integer;
    return isPlain || fallback instanceof ZoneOffset ? fallback.toString() : "";
  }

  static Key<Optional<Yaml>> ignored(String name, String doc) {
    return unused(name, Support.IGNORED, doc);
  }

  static Key<Optional<Yaml>> notYet(String name, String doc) {
    return unused(name, Support.NOT_YET, doc);
  }

  private static <V> Key<V> used(
      String name, Type<?> type, boolean isRequired, Default<V> reader, String doc) {
    return new Key<>(name, type, Support.USED, isRequired, reader, doc, Traits.NONE);
  }

  private static Key<Optional<Yaml>> unused(String name, Support support, String doc) {
    return new Key<>(
        name,
        new Anything(),
        support,
        false,
        (node, reading) -> Optional.of(node),
        doc,
        Traits.NONE);
  }

  // A wrong word was reported and counts as absent; half a section would lead to false reports.
  private static boolean canGoOn(Type<?> type, Optional<Yaml> node, Optional<?> value) {
    return node.isEmpty() || value.isPresent() || !type.isCompound();
  }

  /** The same key, whose value is looked at by a rule that reports what it finds. */
  Key<V> that(BiConsumer<V, Problems> rule) {
    Default<V> checked =
        (node, reading) -> {
          Optional<V> value = reader.read(node, reading);
          value.ifPresent(read -> rule.accept(read, reading.problems()));
          return value;
        };
    return new Key<>(name, type, support, isRequired, checked, doc, traits);
  }

  /** The same key, which may also be spelt in these ways. */
  Key<V> or(String... others) {
    return with(traits.synonyms(others));
  }

  /** The same key, which need not be there where one of these is. */
  Key<V> unless(String... others) {
    return with(traits.alternatives(others));
  }

  /** The same key, which must be there although nothing goes wrong without its value. */
  Key<V> needed() {
    return new Key<>(name, type, support, true, reader, doc, traits);
  }

  /** The same key as one that works here, though it belongs into another place. */
  Key<V> belongingIn(String place) {
    return with(traits.rightPlace(place));
  }

  /** The same key, whose rule asks this of its text. */
  Key<V> shaped(Shape shape) {
    return with(traits.shape(shape));
  }

  /** The same key as one that came with this version. */
  Key<V> since(String version) {
    return with(traits.since(version));
  }

  /** The same key as an old form of this one. */
  Key<V> oldFormOf(String form) {
    return with(traits.instead(form));
  }

  private Key<V> with(Traits others) {
    return new Key<>(name, type, support, isRequired, reader, doc, others);
  }

  /** The value, or what stands for it; empty after a problem that cannot be gone on from. */
  Optional<V> read(Optional<Yaml> node, Reading reading) {
    return reader.read(node, reading);
  }

  String name() {
    return name;
  }

  Type<?> type() {
    return type;
  }

  Support support() {
    return support;
  }

  boolean isRequired() {
    return isRequired;
  }

  /** One sentence for people. */
  String doc() {
    return doc;
  }

  /** The name and all synonyms. */
  List<String> spellings() {
    List<String> spellings = new ArrayList<>();
    spellings.add(name);
    spellings.addAll(traits.synonyms());
    return spellings;
  }

  /** Keys beside which a required one may be missing. */
  List<String> alternatives() {
    return traits.alternatives();
  }

  /** Where the key belongs, if it is only tolerated here. */
  Optional<String> rightPlace() {
    return Optional.of(traits.rightPlace()).filter(place -> !place.isEmpty());
  }

  /** What else there is to know of the key. */
  Traits traits() {
    return traits;
  }

  @Override
  public String toString() {
    return name;
  }
}
