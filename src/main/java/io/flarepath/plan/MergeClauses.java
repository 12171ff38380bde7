package io.flarepath.plan;

import io.flarepath.workflow.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the clauses of a merge. */
final class MergeClauses {

  private static final String SIDE = "(old|new)\\s*\\.\\s*`?(\\w+)`?";
  private static final Pattern EQUAL =
      Pattern.compile("\\(?\\s*" + SIDE + "\\s*(?:=|==|<=>)\\s*" + SIDE + "\\s*\\)?");

  private MergeClauses() {}

  static Write.Merge write(Merge merge) {
    String when = merge.when().text().strip();
    boolean begins = when.toLowerCase(Locale.ROOT).startsWith("when");
    String on = merge.on().text().strip();
    return new Write.Merge(on, begins ? when : "WHEN " + when, keys(on));
  }

  /**
   * The result's columns in {@code old.a = new.a AND …}; empty if the condition is anything else.
   */
  private static List<String> keys(String on) {
    List<String> keys = new ArrayList<>();
    for (String part : on.split("(?i)\\band\\b", -1)) {
      Matcher matcher = EQUAL.matcher(part.strip().toLowerCase(Locale.ROOT));
      if (!matcher.matches() || matcher.group(1).equals(matcher.group(3))) {
        return List.of();
      }
      keys.add(matcher.group(1).equals("new") ? matcher.group(2) : matcher.group(4));
    }
    return keys;
  }
}
