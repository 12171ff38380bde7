package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * The one description of a step function's parameter. The reader of workflows, the suggestions and
 * every reference are derived from it, and the function reads its value by it.
 *
 * @param <V> what the function gets: an {@code Optional} for an optional parameter
 */
public final class Parameter<V> {

  private final String name;
  private final ParameterType<?> type;
  private final boolean isRequired;
  private final String fallback;
  private final List<String> synonyms;
  private final String doc;
  private final View<V> view;

  /** From what is written, if it is, to what the function gets. */
  @FunctionalInterface
  private interface View<V> {
    V of(Optional<Object> written, Span call);
  }

  private Parameter(
      String name,
      ParameterType<?> type,
      boolean isRequired,
      String fallback,
      List<String> synonyms,
      String doc,
      View<V> view) {
    this.name = name;
    this.type = type;
    this.isRequired = isRequired;
    this.fallback = fallback;
    this.synonyms = synonyms;
    this.doc = doc;
    this.view = view;
  }

  /** A parameter without which a call is wrong. */
  @SuppressWarnings("unchecked") // FunctionCall holds what the type itself has read.
  public static <T> Parameter<T> required(String name, ParameterType<T> type, String doc) {
    View<T> view = (written, call) -> (T) written.orElseThrow();
    return new Parameter<>(name, type, true, "", List.of(), doc, view);
  }

  /** A parameter that may be left out. */
  @SuppressWarnings("unchecked") // See above.
  public static <T> Parameter<Optional<T>> optional(
      String name, ParameterType<T> type, String doc) {
    View<Optional<T>> view = (written, call) -> (Optional<T>) written;
    return new Parameter<>(name, type, false, "", List.of(), doc, view);
  }

  /** A parameter that is one of several words; without it, the given one. */
  @SuppressWarnings("unchecked") // See above.
  public static <T> Parameter<Located<T>> withDefault(
      String name, ParameterType.Word<T> type, String fallback, String doc) {
    T value = type.values().get(fallback);
    if (value == null) {
      throw new IllegalArgumentException(fallback + " is no word of " + name);
    }
    View<Located<T>> view =
        (written, call) ->
            ((Optional<Located<T>>) (Optional<?>) written)
                .orElseGet(() -> new Located<>(value, call));
    return new Parameter<>(name, type, false, fallback, List.of(), doc, view);
  }

  /** The same parameter, which may also be spelt in these ways. */
  public Parameter<V> or(String... others) {
    return new Parameter<>(name, type, isRequired, fallback, List.of(others), doc, view);
  }

  V value(Optional<Object> written, Span call) {
    return view.of(written, call);
  }

  public String name() {
    return name;
  }

  public ParameterType<?> type() {
    return type;
  }

  public boolean isRequired() {
    return isRequired;
  }

  /** The default word when no value is given; may be empty. */
  public String fallback() {
    return fallback;
  }

  public List<String> synonyms() {
    return synonyms;
  }

  /** A few words for people. */
  public String doc() {
    return doc;
  }

  @Override
  public String toString() {
    return name;
  }
}
