package io.flarepath.table;

import io.flarepath.table.ColumnType.Field;
import java.util.ArrayList;
import java.util.List;

/** Reads a type that the engine wrote as SQL. Not thread-safe. */
final class TypeReader {

  private final String text;
  private int at;

  private TypeReader(String text) {
    this.text = text;
  }

  /** The type; one that is not known as nested is plain. */
  static ColumnType read(String text) {
    return new TypeReader(text).type();
  }

  private ColumnType type() {
    if (takes("STRUCT<")) {
      return new ColumnType.Struct(fields());
    }
    if (takes("ARRAY<")) {
      ColumnType element = type();
      takes(">");
      return new ColumnType.ListOf(element);
    }
    if (takes("MAP<")) {
      ColumnType key = type();
      takes(",");
      ColumnType value = type();
      takes(">");
      return new ColumnType.MapOf(key, value);
    }
    return new ColumnType.Plain(until(true));
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    while (at < text.length() && !takes(">")) {
      String name = name();
      takes(":");
      ColumnType type = type();
      fields.add(new Field(name, type, until(false)));
      takes(",");
    }
    return fields;
  }

  private String name() {
    spaces();
    int start = at;
    boolean isQuoted = false;
    while (at < text.length() && (isQuoted || text.charAt(at) != ':')) {
      isQuoted ^= text.charAt(at) == '`';
      at++;
    }
    return text.substring(start, at).strip();
  }

  /**
   * The text up to where something else begins.
   *
   * @param isType whether it is a type, after which a field may say more
   */
  private String until(boolean isType) {
    spaces();
    int start = at;
    int depth = 0;
    boolean isQuoted = false;
    for (; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter == '\\' && isQuoted) {
        at++;
      } else if (letter == '\'') {
        isQuoted = !isQuoted;
      } else if (!isQuoted) {
        depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
        boolean says =
            isType && (text.startsWith(" NOT NULL", at) || text.startsWith(" COMMENT", at));
        if (depth == 0 && (letter == ',' || letter == '>' || says)) {
          break;
        }
      }
    }
    return text.substring(start, Math.min(at, text.length())).strip();
  }

  private boolean takes(String word) {
    spaces();
    boolean isThere = text.regionMatches(true, at, word, 0, word.length());
    at += isThere ? word.length() : 0;
    return isThere;
  }

  private void spaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }
}
