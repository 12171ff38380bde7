package io.flarepath.grammar;

import io.flarepath.diagnostic.Problems;
import io.flarepath.grammar.SectionDescription.KeyDescription;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The one description of a key in one place of a grammar. The reader, its suggestions, the schema
 * and the reference are derived from it. A key is never equal to another one, and may be part of
 * several sections.
 *
 * @param <V> what {@link Fields#get} gives for the key: an {@code Optional} for an optional key
 */
public final class Key<V> {

  private final String name;
  private final Type<?> type;
  private final Support support;
  private final boolean isRequired;
  private final Default<V> reader;
  private final String doc;
  private final Traits traits;

  /** The value, or what is taken where none is written; empty when nothing can be. */
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

  /**
   * A key without which its section cannot be read; that it is missing is reported.
   *
   * @param name its main spelling
   * @param type what its value may be
   * @param doc what it is, in a sentence without its capital and its full stop
   */
  public static <T> Key<T> required(String name, Type<T> type, String doc) {
    Default<T> reader = (node, reading) -> node.flatMap(value -> type.read(value, reading));
    return used(name, type, true, reader, doc);
  }

  /**
   * A key that may be left out; it is empty then, and also after a wrong single value, which has
   * been reported.
   *
   * @param name as of {@link #required}
   * @param type as of {@link #required}
   * @param doc as of {@link #required}
   */
  public static <T> Key<Optional<T>> optional(String name, Type<T> type, String doc) {
    Default<Optional<T>> reader =
        (node, reading) -> {
          Optional<T> value = node.flatMap(written -> type.read(written, reading));
          return canGoOn(type, node, value) ? Optional.of(value) : Optional.empty();
        };
    return used(name, type, false, reader, doc);
  }

  /**
   * A key that has a value even where it is left out, or after a wrong single value, which has been
   * reported.
   *
   * @param name as of {@link #required}
   * @param type as of {@link #required}
   * @param fallback the value of a key that is left out
   * @param doc as of {@link #required}
   */
  public static <T> Key<T> withDefault(String name, Type<T> type, T fallback, String doc) {
    Default<T> reader =
        (node, reading) -> {
          Optional<T> value = node.flatMap(written -> type.read(written, reading));
          return canGoOn(type, node, value)
              ? Optional.of(value.orElse(fallback))
              : Optional.empty();
        };
    Key<T> key = used(name, type, false, reader, doc);
    return key.with(key.traits.fallback(type.written(fallback)));
  }

  /** A key that changes nothing, such as a label; any value of it is accepted. */
  public static Key<Optional<Yaml>> ignored(String name, String doc) {
    return unused(name, Support.IGNORED, doc);
  }

  /** A key of the grammar that would have an effect and is not supported yet: an error. */
  public static Key<Optional<Yaml>> notYet(String name, String doc) {
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
  public Key<V> that(BiConsumer<V, Problems> rule) {
    Default<V> checked =
        (node, reading) -> {
          Optional<V> value = reader.read(node, reading);
          value.ifPresent(read -> rule.accept(read, reading.problems()));
          return value;
        };
    return new Key<>(name, type, support, isRequired, checked, doc, traits);
  }

  /** The same key, which may also be spelt in these ways. */
  public Key<V> or(String... others) {
    return with(traits.synonyms(others));
  }

  /** The same key, which need not be there where one of these is. */
  public Key<V> unless(String... others) {
    return with(traits.alternatives(others));
  }

  /** The same key, which must be there although its section can be read without it. */
  public Key<V> needed() {
    return new Key<>(name, type, support, true, reader, doc, traits);
  }

  /** The same key as one that works here, though it belongs in another place. */
  public Key<V> belongingIn(String place) {
    return with(traits.rightPlace(place));
  }

  /** The same key, whose rule asks this of its text. */
  public Key<V> shaped(Shape shape) {
    return with(traits.shape(shape));
  }

  /** The same key as one that came with this version. */
  public Key<V> since(String version) {
    return with(traits.since(version));
  }

  /** The same key as an old form of this one. */
  public Key<V> oldFormOf(String form) {
    return with(traits.instead(form));
  }

  private Key<V> with(Traits others) {
    return new Key<>(name, type, support, isRequired, reader, doc, others);
  }

  /** The value, or its default; empty after a problem that leaves the section unreadable. */
  Optional<V> read(Optional<Yaml> node, Reading reading) {
    return reader.read(node, reading);
  }

  /** The main spelling. */
  public String name() {
    return name;
  }

  Support support() {
    return support;
  }

  boolean isRequired() {
    return isRequired;
  }

  public String doc() {
    return doc;
  }

  Traits traits() {
    return traits;
  }

  /** Whether this is how the key, or one of its synonyms, is spelt. */
  boolean isSpelt(String spelling) {
    return name.equals(spelling) || traits.synonyms().contains(spelling);
  }

  /** What the key is, as plain data. */
  public KeyDescription description() {
    return new KeyDescription(name, type.description(), support, isRequired, doc, traits);
  }

  @Override
  public String toString() {
    return name;
  }
}
