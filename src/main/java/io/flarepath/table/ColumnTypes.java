package io.flarepath.table;

import io.flarepath.window.Axis;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be done with columns of a type. */
public final class ColumnTypes {

  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),(\\d+)\\)");

  private ColumnTypes() {}

  /**
   * Whether a table's column may take a type instead of its own and keep every value: what Iceberg
   * calls promotion.
   */
  public static boolean widens(String from, String to) {
    Matcher before = DECIMAL.matcher(from);
    Matcher after = DECIMAL.matcher(to);
    if (before.matches() && after.matches()) {
      return before.group(2).equals(after.group(2))
          && Integer.parseInt(before.group(1)) < Integer.parseInt(after.group(1));
    }
    return (from.equals("int") && to.equals("bigint"))
        || (from.equals("float") && to.equals("double"));
  }

  /**
   * The type that a table's column takes so that it has room for values of another type too: a
   * wider one, or one with further fields in its structs.
   *
   * @return empty where it need not grow, or cannot
   */
  public static Optional<String> grown(String from, String to) {
    return TypeReader.read(from).grown(TypeReader.read(to)).map(ColumnType::text);
  }

  /**
   * Where a column of a type has no type in it, because it is always null there.
   *
   * @return empty where all of it has types; for example {@code .element}, and nothing for the
   *     column itself
   */
  public static Optional<String> untyped(String type) {
    return TypeReader.read(type).untyped();
  }

  /** The name that two fields of one struct in a type have, ignoring case; empty where none do. */
  public static Optional<String> twice(String type) {
    return TypeReader.read(type).twice();
  }

  /**
   * The axis of a type as the engine's SQL writes it. Binary fractions and nested types have none.
   */
  public static Optional<Axis> axis(String type) {
    return switch (type) {
      case "timestamp" -> Optional.of(Axis.TIMESTAMP);
      case "timestamp_ntz" -> Optional.of(Axis.LOCAL_TIMESTAMP);
      case "date" -> Optional.of(Axis.DATE);
      case "tinyint", "smallint", "int", "bigint" -> Optional.of(Axis.NUMBER);
      case "string" -> Optional.of(Axis.TEXT);
      default -> DECIMAL.matcher(type).matches() ? Optional.of(Axis.DECIMAL) : Optional.empty();
    };
  }

  /** Whether values of two types can be compared as they are: decimals need the same scale. */
  public static boolean haveOneAxis(String one, String other) {
    Matcher first = DECIMAL.matcher(one);
    Matcher second = DECIMAL.matcher(other);
    boolean areDecimals = first.matches() && second.matches();
    return axis(one).equals(axis(other))
        && axis(one).isPresent()
        && (!areDecimals || first.group(2).equals(second.group(2)));
  }
}
