package io.flarepath.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A part of a file that is in a file of its own: {@code Ref://steps.yaml}, or its bare path. */
public final class Reference {

  private static final String REF = "ref://";

  private Reference() {}

  public static boolean is(Yaml.Scalar scalar) {
    String text = scalar.text().strip().toLowerCase(Locale.ROOT);
    return text.startsWith(REF) || text.endsWith(".yaml") || text.endsWith(".yml");
  }

  /** The file that is meant, seen from the file that holds the reference. */
  public static String path(Yaml.Scalar scalar) {
    String text = scalar.text().strip();
    String path =
        text.toLowerCase(Locale.ROOT).startsWith(REF) ? text.substring(REF.length()) : text;
    if (path.startsWith("/") || path.contains("://")) {
      return path;
    }
    String from = scalar.span().source().name();
    return straight(
        from.substring(0, Math.max(from.lastIndexOf('/'), from.lastIndexOf('\\')) + 1) + path);
  }

  // One file must have one name, so that files which take each other in are noticed.
  private static String straight(String path) {
    int root = path.contains("://") ? path.indexOf("://") + "://".length() : 0;
    List<String> parts = new ArrayList<>();
    for (String part : path.substring(root).split("/", -1)) {
      String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
      if (part.equals("..") && !last.isEmpty() && !last.equals("..")) {
        parts.remove(parts.size() - 1);
      } else if (!part.equals(".")) {
        parts.add(part);
      }
    }
    return path.substring(0, root) + String.join("/", parts);
  }
}
