package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the value of a step function's parameter may be. Code that reads or describes parameters is
 * a {@link Visitor} of the cases.
 *
 * @param <T> what the function gets
 */
public sealed interface ParameterType<T> {

  <R> R accept(Visitor<R> visitor);

  /** One method for each case. */
  interface Visitor<R> {
    R one(One<?> one);

    R word(Word<?> word);

    R expression(Expression expression);

    R several(Several<?> several);

    R pairs(Pairs pairs);
  }

  One<String> TEXT = new One<>("a string", Optional::of);

  One<String> COLUMN =
      new One<>("the name of a column", text -> Optional.of(text).filter(name -> !name.isBlank()));

  /** A whole number, 1 or more. */
  One<Integer> COUNT = new One<>("a whole number above zero", ParameterType::count);

  /**
   * A single value.
   *
   * @param words what it must be
   * @param conversion from what is written; empty when the text is not of this type
   */
  record One<T>(String words, Function<String, Optional<T>> conversion)
      implements ParameterType<Located<T>> {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.one(this);
    }
  }

  /**
   * One of several words, in any case.
   *
   * @param values the words, lower case, and what they mean
   */
  record Word<T>(Map<String, T> values) implements ParameterType<Located<T>> {
    public Word {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.word(this);
    }
  }

  /** An SQL expression over the columns. */
  record Expression() implements ParameterType<Passage> {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.expression(this);
    }
  }

  /** A list; a single item counts as a list of one. */
  record Several<T>(ParameterType<T> item) implements ParameterType<List<T>> {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.several(this);
    }
  }

  /** A map whose keys are the user's own. */
  record Pairs() implements ParameterType<List<Pair>> {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pairs(this);
    }
  }

  /** One entry of {@link Pairs}. */
  record Pair(Located<String> key, Located<String> value) {}

  private static Optional<Integer> count(String text) {
    String digits = text.strip();
    return digits.matches("0*[1-9]\\d{0,8}")
        ? Optional.of(Integer.parseInt(digits))
        : Optional.empty();
  }
}
