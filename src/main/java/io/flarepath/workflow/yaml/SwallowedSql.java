package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Passage;
import io.flarepath.sql.SqlPart;
import io.flarepath.sql.SqlTemplate;
import java.util.Optional;

/**
 * A comment that was meant to end with its line, and takes in the next lines because YAML has
 * joined them: in a folded block ({@code >}), and in plain or quoted text over several lines.
 *
 * @param sql the SQL as it is read
 * @param start the offset of the comment's {@code --}
 * @param next the offset of what was on the next line
 * @param end the offset after the comment
 */
record SwallowedSql(Passage sql, int start, int next, int end) {

  private static final int MOST_BEFORE = 60;
  private static final int MOST_AFTER = 100;

  /** The first one; empty where every line comment ends where the user ended it. */
  static Optional<SwallowedSql> in(Passage sql) {
    return SqlPart.of(sql.text(), SqlTemplate.of(sql).places()).stream()
        .filter(part -> part.kind() == SqlPart.Kind.LINE_COMMENT)
        .flatMap(comment -> in(sql, comment).stream())
        .findFirst();
  }

  // A line that is a comment itself may be taken in: it says nothing.
  private static Optional<SwallowedSql> in(Passage sql, SqlPart comment) {
    String text = sql.text();
    int line = sql.span(comment.start(), comment.start() + 1).line();
    for (int i = comment.start() + 2; i < comment.end(); i++) {
      boolean isWord = !Character.isWhitespace(text.charAt(i));
      int at = isWord ? sql.span(i, i + 1).line() : line;
      if (at > line && !text.startsWith("--", i)) {
        return Optional.of(new SwallowedSql(sql, comment.start(), i, comment.end()));
      }
      line = Math.max(line, at);
    }
    return Optional.empty();
  }

  /** What to say of it. */
  Diagnostic diagnostic() {
    String comment = sql.text().substring(start + 2, next).strip();
    String block = comment.isEmpty() ? "/* … */" : "/* " + shortened(comment) + " */";
    return Diagnostic.error(Code.SWALLOWED_SQL, "this comment also comments out the next line")
        .at(sql.span(start, start + 2))
        .because("YAML joins these lines, and the SQL is read as: `" + read() + "`")
        .help(
            "begin the SQL with `|`, which keeps its lines, or write the comment as `"
                + block
                + "`");
  }

  /** The line with the comment as Spark would read it. */
  private String read() {
    int begin = sql.text().lastIndexOf('\n', start) + 1;
    int from = Math.max(begin, start - MOST_BEFORE);
    int to = Math.min(end, next + MOST_AFTER);
    return (from > begin ? "…" : "")
        + sql.text().substring(from, to).strip()
        + (to < end ? "…" : "");
  }

  private static String shortened(String comment) {
    return comment.length() > MOST_BEFORE ? comment.substring(0, MOST_BEFORE) + "…" : comment;
  }
}
