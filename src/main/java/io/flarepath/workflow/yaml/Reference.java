package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.util.Locale;

/** A part of a workflow that stands in another file: {@code Ref://steps.yaml}, or its bare path. */
final class Reference {

  private static final String REF = "ref://";

  private Reference() {}

  static boolean is(Yaml.Scalar scalar) {
    String text = scalar.text().strip().toLowerCase(Locale.ROOT);
    return text.startsWith(REF) || text.endsWith(".yaml") || text.endsWith(".yml");
  }

  /** The file that is meant, seen from the file in which the reference stands. */
  static String path(Yaml.Scalar scalar) {
    String text = scalar.text().strip();
    String path =
        text.toLowerCase(Locale.ROOT).startsWith(REF) ? text.substring(REF.length()) : text;
    String relative = path.startsWith("./") ? path.substring(2) : path;
    if (path.startsWith("/") || path.contains("://")) {
      return path;
    }
    String from = scalar.span().source().name();
    return from.substring(0, Math.max(from.lastIndexOf('/'), from.lastIndexOf('\\')) + 1)
        + relative;
  }

  static Diagnostic notYet(Yaml.Scalar scalar, String key) {
    return Diagnostic.error(
            Code.NOT_SUPPORTED, "`" + key + "` from another file is not supported yet")
        .at(scalar.span())
        .help("write what that file holds into this place");
  }
}
