package io.flarepath.grammar;

import io.flarepath.diagnostic.Passage;
import java.time.ZoneOffset;
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
public record Scalar<T>(String words, Function<Yaml.Scalar, Optional<T>> conversion, Shape shape)
    implements Type<T> {

  /** Any single value. */
  public Scalar(String words, Function<Yaml.Scalar, Optional<T>> conversion) {
    this(words, conversion, Shape.ANYTHING);
  }

  public static final Type<String> TEXT =
      new Scalar<>("a string", node -> Optional.of(node.text()));

  /** SQL, which can point back at each of its characters. */
  public static final Type<Passage> PASSAGE =
      new Scalar<>("SQL", node -> Optional.of(node.passage()));

  public static final Type<Boolean> BOOL =
      new Scalar<>("`true` or `false`", Scalar::bool, Shape.BOOL);

  /** A whole number above zero. */
  public static final Type<Integer> COUNT =
      new Scalar<>("a whole number above zero", node -> whole(node, 1), Shape.from(1));

  /** A whole number, also zero. */
  public static final Type<Integer> WHOLE =
      new Scalar<>("a whole number", node -> whole(node, 0), Shape.from(0));

  @Override
  public Optional<T> read(Yaml node, Reading reading) {
    Optional<T> value = node.asScalar().filter(scalar -> !scalar.isNull()).flatMap(conversion);
    if (value.isEmpty()) {
      reading.wrongType(words, node);
    }
    return value;
  }

  @Override
  public boolean isCompound() {
    return false;
  }

  @Override
  public Description description() {
    return new Description.Single(words, shape);
  }

  @Override
  public String written(T value) {
    return plain(value);
  }

  /** A truth value, number or zone as it is written; others, such as an empty text, say nothing. */
  static String plain(Object value) {
    boolean isPlain = value instanceof Boolean || value instanceof Integer;
    return isPlain || value instanceof ZoneOffset ? value.toString() : "";
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
