package io.flarepath.sql;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Text that would change SQL if it were pasted into it. */
public final class HostileText {

  private static final String[] PARTS = {
    "'",
    "\"",
    "`",
    "''",
    "\\",
    "\\\\",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "--",
    "/*",
    "/*+",
    "*/",
    ";",
    ",",
    "(",
    ")",
    "$",
    "{",
    "}",
    "|",
    "$|k|",
    "$|x|",
    "${x}",
    "${env:HOME}",
    "${spark.app.name}",
    "\\u0041",
    "\\101",
    "\\%",
    "%",
    "_",
    "\u0000",
    "’",
    "“",
    "＇",
    "\u00a0",
    "\u2028",
    "é",
    "名",
    "🛩",
    " ",
    " or 1=1 ",
    " union all select 1 ",
    "r'",
    "X'",
    "-1",
    "0",
    "1e5",
    "true",
    "null",
  };

  private HostileText() {}

  /** All of it, short and long; half a character is no text, as nothing encodes it. */
  public static Arbitrary<String> any() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
                Arbitraries.of(PARTS),
                Arbitraries.strings().ofMaxLength(5).filter(HostileText::isWhole))
            .list()
            .ofMaxSize(8)
            .map(parts -> String.join("", parts));
    return Arbitraries.frequencyOf(
        Tuple.of(30, pieces), Tuple.of(1, pieces.map(text -> text.repeat(300))));
  }

  private static boolean isWhole(String value) {
    return value
        .codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
