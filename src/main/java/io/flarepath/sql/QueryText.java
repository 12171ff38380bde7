package io.flarepath.sql;

import io.flarepath.diagnostic.Passage;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells queries from expressions and literals, in places where a user may write either. */
public final class QueryText {

  private static final Pattern LEADING =
      Pattern.compile("\\A(?:\\s|\\(|--[^\\n]*(?:\\n|\\z)|/\\*(?s:.*?)\\*/)*");
  private static final Pattern BEGINS = Pattern.compile("\\A(?:select|with|values|from|table)\\b");

  private QueryText() {}

  /** Whether SQL text begins like a query; comments and parentheses before it do not count. */
  public static boolean isQuery(String text) {
    String start = LEADING.matcher(text).replaceFirst("").toLowerCase(Locale.ROOT);
    return BEGINS.matcher(start).find();
  }

  /** The text itself if it is a query, else a query for the value of the expression. */
  public static Passage query(Passage text) {
    return isQuery(text.text()) ? text : text.with(0, 0, "SELECT ");
  }
}
