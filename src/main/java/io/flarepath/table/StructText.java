package io.flarepath.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The type of a struct as the engine's SQL writes it: {@code STRUCT<a: INT, `b.c`: STRING>}. */
record StructText(String text) {

  private static final String START = "struct<";
  private static final char QUOTE = '`';

  /** The type of a column, or of a field of one that is a struct. */
  static Optional<String> type(List<Column> columns, String path) {
    for (Column column : columns) {
      if (column.name().equalsIgnoreCase(path)) {
        return Optional.of(column.type().toLowerCase(Locale.ROOT));
      }
    }
    return columns.stream()
        .filter(column -> isBefore(column.name(), path))
        .flatMap(
            column ->
                new StructText(column.type())
                    .type(path.substring(column.name().length() + 1)).stream())
        .findFirst();
  }

  private static boolean isBefore(String name, String path) {
    return path.regionMatches(true, 0, name + ".", 0, name.length() + 1);
  }

  /**
   * The type of a field, in lower case.
   *
   * @param path the field's name, or the names of structs before it, with dots
   * @return empty where the type is none of a struct that has the field
   */
  Optional<String> type(String path) {
    for (String field : fields()) {
      int colon = colon(field);
      String name = name(field.substring(0, colon));
      StructText type = new StructText(bare(field.substring(colon + 1)));
      if (name.equalsIgnoreCase(path)) {
        return Optional.of(type.text.toLowerCase(Locale.ROOT));
      }
      if (isBefore(name, path)) {
        Optional<String> inner = type.type(path.substring(name.length() + 1));
        if (inner.isPresent()) {
          return inner;
        }
      }
    }
    return Optional.empty();
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>();
    if (!text.toLowerCase(Locale.ROOT).startsWith(START) || !text.endsWith(">")) {
      return fields;
    }
    String inside = text.substring(START.length(), text.length() - 1);
    int depth = 0;
    int start = 0;
    char quote = 0;
    for (int i = 0; i < inside.length(); i++) {
      char letter = inside.charAt(i);
      if (quote != 0) {
        i += letter == '\\' && quote != QUOTE ? 1 : 0;
        quote = letter == quote ? 0 : quote;
      } else if (letter == QUOTE || letter == '\'') {
        quote = letter;
      } else if (letter == '<' || letter == '(') {
        depth++;
      } else if (letter == '>' || letter == ')') {
        depth--;
      } else if (letter == ',' && depth == 0) {
        fields.add(inside.substring(start, i).strip());
        start = i + 1;
      }
    }
    fields.add(inside.substring(start).strip());
    fields.removeIf(field -> colon(field) < 0);
    return fields;
  }

  private static int colon(String field) {
    boolean isQuoted = false;
    for (int i = 0; i < field.length(); i++) {
      isQuoted ^= field.charAt(i) == QUOTE;
      if (field.charAt(i) == ':' && !isQuoted) {
        return i;
      }
    }
    return -1;
  }

  private static String name(String written) {
    String name = written.strip();
    return name.startsWith("`") && name.length() > 1
        ? name.substring(1, name.length() - 1).replace("``", "`")
        : name;
  }

  /** Without what follows a type: {@code NOT NULL}, {@code COMMENT '…'}. */
  private static String bare(String type) {
    String bare = type.strip();
    int comment = bare.lastIndexOf(" COMMENT '");
    boolean isOutside = comment >= 0 && bare.endsWith("'");
    String without = isOutside ? bare.substring(0, comment).strip() : bare;
    return without.endsWith(" NOT NULL")
        ? without.substring(0, without.length() - " NOT NULL".length()).strip()
        : without;
  }
}
