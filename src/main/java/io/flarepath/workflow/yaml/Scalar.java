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
 * @param shape the same for those who cannot call {@code conversion}
 */
record Scalar<T>(String words, Function<Yaml.Scalar, Optional<T>> conversion, Shape shape)
    implements Type<T> {

  /** Any single value. */
  Scalar(String words, Function<Yaml.Scalar, Optional<T>> conversion) {
    this(words, conversion, Shape.ANYTHING);
  }

  static final Type<String> TEXT = new Scalar<>("a text", node -> Optional.of(node.text()));

  /** SQL, which can point back at each of its characters. */
  static final Type<Passage> PASSAGE = new Scalar<>("SQL", node -> Optional.of(node.passage()));

  static final Type<Boolean> BOOL = new Scalar<>("`true` or `false`", Scalar::bool, Shape.BOOL);

  /** A whole number above zero. */
  static final Type<Integer> COUNT =
      new Scalar<>("a whole number above zero", node -> whole(node, 1), Shape.from(1));

  /** A whole number, also zero. */
  static final Type<Integer> WHOLE =
      new Scalar<>("a whole number", node -> whole(node, 0), Shape.from(0));

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

  private static Optional<Integer> whole(Yaml.Scalar node, int least) {
    OptionalInt number = Numbers.whole(node.text());
    return number.isPresent() && number.getAsInt() >= least
        ? Optional.of(number.getAsInt())
        : Optional.empty();
  }
}
