package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.Incremental;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A form of {@code incremental} other than the named keys: a key of its own, and the section under
 * it. A form called {@code counter} is written {@code incremental: {counter: {…}}}. The reader's
 * checks, its suggestions, the schema and the reference follow from the section's description.
 *
 * <p>An {@code incremental} has exactly one form; two are reported with both places.
 *
 * @param <T> what is made of the section
 */
public final class IncrementalForm<T> {

  private final Key<Optional<T>> key;
  private final boolean isInContext;
  private final BiFunction<Optional<Located<String>>, T, Optional<Incremental>> maker;

  private IncrementalForm(
      Key<Optional<T>> key,
      boolean isInContext,
      BiFunction<Optional<Located<String>>, T, Optional<Incremental>> maker) {
    this.key = key;
    this.isInContext = isInContext;
    this.maker = maker;
  }

  /**
   * A form that needs nothing but its section. {@code context} beside it is an error.
   *
   * @param name the key, for example {@code counter}; none that {@code incremental} has already
   * @param section what is under it, at the place {@code inputs[].incremental.<name>}
   * @param doc how it reads, in a sentence without its capital and its full stop
   */
  public static <T extends Incremental> IncrementalForm<T> of(
      String name, Section<T> section, String doc) {
    return new IncrementalForm<>(
        Key.optional(name, section, doc), false, (context, value) -> Optional.of(value));
  }

  /**
   * A form whose SQL reads the whole input as a view, which the sibling {@code context} names; it
   * is required.
   *
   * @param name as of {@link #of}
   * @param section as of {@link #of}
   * @param maker from the view's name and what the section says
   * @param doc as of {@link #of}
   */
  public static <T> IncrementalForm<T> inContext(
      String name,
      Section<T> section,
      BiFunction<Located<String>, T, Incremental> maker,
      String doc) {
    return new IncrementalForm<>(
        Key.optional(name, section, doc),
        true,
        (context, value) -> context.map(view -> maker.apply(view, value)));
  }

  Key<?> key() {
    return key;
  }

  String name() {
    return key.name();
  }

  /** Whether the sibling {@code context} belongs to this form too. */
  boolean isInContext() {
    return isInContext;
  }

  /** What an {@code incremental} of this form says; empty after a problem that was reported. */
  Optional<Incremental> read(Fields fields, Optional<Located<String>> context) {
    return fields.get(key).flatMap(value -> maker.apply(context, value));
  }
}
