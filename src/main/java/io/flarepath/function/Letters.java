package io.flarepath.function;

import io.flarepath.workflow.ParameterType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** How letters are written. */
enum Letters {
  LOWER,
  UPPER,
  TITLE;

  static final ParameterType.Word<Letters> TYPE = new ParameterType.Word<>(words(true));

  /** Of the names of columns, which have no title case. */
  static final ParameterType.Word<Letters> OF_NAMES = new ParameterType.Word<>(words(false));

  Column of(Column text) {
    return switch (this) {
      case LOWER -> functions.lower(text);
      case UPPER -> functions.upper(text);
      case TITLE -> functions.initcap(text);
    };
  }

  String of(String name) {
    return this == UPPER ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
  }

  private static Map<String, Letters> words(boolean hasTitle) {
    Map<String, Letters> words = new LinkedHashMap<>();
    words.put("lower", LOWER);
    words.put("upper", UPPER);
    words.put("lowercase", LOWER);
    words.put("uppercase", UPPER);
    if (hasTitle) {
      words.put("title", TITLE);
      words.put("titlecase", TITLE);
    }
    return words;
  }
}
