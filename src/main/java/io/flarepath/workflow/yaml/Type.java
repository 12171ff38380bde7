package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import java.util.Optional;

/**
 * What the value of a key may be. A type reads a value, and describes itself: the cases are sealed,
 * so that whatever else is derived from the grammar is a switch over them.
 */
sealed interface Type<T>
    permits Scalar,
        Choice,
        ListOf,
        MapOf,
        PairsOf,
        Section,
        Variant,
        StepList,
        CallType,
        Anything,
        Type.Placed {

  /** The value; empty when it cannot be used, and then the problem has been reported. */
  Optional<T> read(Yaml node, Reading reading);

  /** What a value must be, in words, for example {@code a list}. */
  String words();

  /** Whether the type holds other values; a wrong one of those is too much to go on without. */
  boolean isCompound();

  /** The same type, its values with their places. */
  default Type<Located<T>> placed() {
    return new Placed<>(this);
  }

  /** See {@link #placed()}. */
  record Placed<T>(Type<T> type) implements Type<Located<T>> {

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
  }
}
