package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Passage;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A single value that is written as text.
 *
 * @param words what it must be
 * @param conversion from what is written; empty when the text is not of this type
 */
record Scalar<T>(String words, Function<Yaml.Scalar, Optional<T>> conversion) implements Type<T> {

  static final Type<String> TEXT = new Scalar<>("a text", node -> Optional.of(node.text()));

  /** SQL, which can point back at each of its characters. */
  static final Type<Passage> PASSAGE = new Scalar<>("SQL", node -> Optional.of(node.passage()));

  static final Type<Boolean> BOOL = new Scalar<>("`true` or `false`", Scalar::bool);

  /** A whole number above zero. */
  static final Type<Integer> COUNT = new Scalar<>("a whole number above zero", Scalar::count);

  @Override
  public Optional<T> read(Yaml node, Reading reading) {
    Optional<T> value =
        node instanceof Yaml.Scalar scalar && !scalar.isNull()
            ? conversion.apply(scalar)
            : Optional.empty();
    if (value.isEmpty()) {
      reading.wrongType(words, node);
    }
    return value;
  }

  @Override
  public boolean isCompound() {
    return false;
  }

  // The original reads YAML 1.1, where yes and on are true.
  private static Optional<Boolean> bool(Yaml.Scalar node) {
    return switch (node.text().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> count(Yaml.Scalar node) {
    OptionalInt number = Numbers.whole(node.text());
    return number.isPresent() && number.getAsInt() > 0
        ? Optional.of(number.getAsInt())
        : Optional.empty();
  }
}
