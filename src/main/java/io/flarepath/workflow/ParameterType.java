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
 * What the value of a step function's parameter may be. The cases are sealed, so that whoever reads
 * or describes parameters has an answer for each of them.
 *
 * @param <T> what the function gets
 */
public sealed interface ParameterType<T> {

  One<String> TEXT = new One<>("a text", Optional::of);

  One<String> COLUMN =
      new One<>("the name of a column", text -> Optional.of(text).filter(name -> !name.isBlank()));

  /** A whole number, 1 or more. */
  One<Integer> COUNT = new One<>("a whole number above zero", ParameterType::count);

  /** The answer for the case that it is. */
  <R> R match(Cases<R> cases);

  /**
   * An answer for each case.
   *
   * @param <R> what the answer is
   */
  interface Cases<R> {

    <T> R one(One<T> type);

    <T> R word(Word<T> type);

    R expression(Expression type);

    <T> R several(Several<T> type);

    R pairs(Pairs type);
  }

  /**
   * A single value.
   *
   * @param words what it must be
   * @param conversion from what is written; empty when the text is not of this type
   */
  record One<T>(String words, Function<String, Optional<T>> conversion)
      implements ParameterType<Located<T>> {

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.one(this);
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
    public <R> R match(Cases<R> cases) {
      return cases.word(this);
    }
  }

  /** An SQL expression over the columns. */
  record Expression() implements ParameterType<Passage> {

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.expression(this);
    }
  }

  /** A list; a single item may stand for a list of one. */
  record Several<T>(ParameterType<T> item) implements ParameterType<List<T>> {

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.several(this);
    }
  }

  /** A map whose keys are the user's own. */
  record Pairs() implements ParameterType<List<Pair>> {

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.pairs(this);
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
