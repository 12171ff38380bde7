package io.flarepath.grammar;

import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What one section of a file says, by the descriptions of its keys: what its maker is given. */
public final class Fields {

  private final Yaml.Mapping node;
  private final Reading reading;
  private final Map<Key<?>, Yaml.Entry> entries;
  private final Map<Key<?>, Object> values;

  Fields(
      Yaml.Mapping node,
      Reading reading,
      Map<Key<?>, Yaml.Entry> entries,
      Map<Key<?>, Object> values) {
    this.node = node;
    this.reading = reading;
    this.entries = Map.copyOf(entries);
    this.values = Map.copyOf(values);
  }

  /**
   * The value of a key of this section.
   *
   * @throws NullPointerException if the section does not describe the key, which is a bug
   */
  @SuppressWarnings("unchecked") // Section puts in what the key itself has read.
  public <V> V get(Key<V> key) {
    return (V) Objects.requireNonNull(values.get(key), key.name());
  }

  /** Where a key is written, if it is. */
  public Optional<Span> keySpan(Key<?> key) {
    return Optional.ofNullable(entries.get(key)).map(Yaml.Entry::keySpan);
  }

  /** Whether a key is written, and has a value. */
  public boolean hasValue(Key<?> key) {
    return Optional.ofNullable(entries.get(key)).filter(e -> !e.value().isEmpty()).isPresent();
  }

  /** Where the section is: at the key that holds it, or else at its first key. */
  public Span span() {
    return node.span();
  }

  /** An empty section in the place of this one, from which the defaults of another are read. */
  public Yaml.Mapping nothing() {
    return new Yaml.Mapping(List.of(), node.span());
  }

  /** The reading that this is a part of, to read more. */
  public Reading reading() {
    return reading;
  }

  /** Where a maker reports what it finds wrong. */
  public Problems problems() {
    return reading.problems();
  }
}
