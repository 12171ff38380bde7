package io.flarepath.grammar;

import io.flarepath.diagnostic.Located;
import java.util.Optional;

/**
 * What the value of a key may be: reads a value, and describes itself. A grammar may have types of
 * its own; each of them describes itself by one of the cases of {@link Description}.
 *
 * @param <T> what is made of a value
 */
public interface Type<T> {

  /** The value; empty when it cannot be used, and then the problem has been reported. */
  Optional<T> read(Yaml node, Reading reading);

  /** What a value must be, in words, for example {@code a list}. */
  String words();

  /** Whether the type holds other values; a wrong one of those is too much to go on without. */
  boolean isCompound();

  /** What a value may be, for whatever is derived from the grammar. */
  Description description();

  /** A value as it would be written; empty where that need not be said, as of an empty list. */
  String written(T value);

  /** The same type, its values with their places. */
  default Type<Located<T>> located() {
    return new WithPlace<>(this);
  }

  /** See {@link #located()}. */
  record WithPlace<T>(Type<T> type) implements Type<Located<T>> {

    @Override
    public Optional<Located<T>> read(Yaml node, Reading reading) {
      return type.read(node, reading).map(value -> new Located<>(value, node.span()));
    }

    @Override
    public String words() {
      return type.words();
    }

    @Override
    public boolean isCompound() {
      return type.isCompound();
    }

    @Override
    public Description description() {
      return type.description();
    }

    @Override
    public String written(Located<T> value) {
      return type.written(value.value());
    }
  }
}
