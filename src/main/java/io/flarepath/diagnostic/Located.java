package io.flarepath.diagnostic;

import java.util.function.Function;

/**
 * A value and the place where the user wrote it.
 *
 * @param value what was written
 * @param span where
 */
public record Located<T>(T value, Span span) {

  /** The same place with another value. */
  public <R> Located<R> map(Function<? super T, ? extends R> mapper) {
    return new Located<>(mapper.apply(value), span);
  }
}
