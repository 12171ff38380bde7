package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.util.Locale;

/** A part of a workflow that stands in another file: {@code Ref://steps.yaml}, or its bare path. */
final class Reference {

  private Reference() {}

  static boolean is(Yaml.Scalar scalar) {
    String text = scalar.text().strip().toLowerCase(Locale.ROOT);
    return text.startsWith("ref://") || text.endsWith(".yaml") || text.endsWith(".yml");
  }

  static Diagnostic notYet(Yaml.Scalar scalar, String key) {
    return Diagnostic.error(
            Code.NOT_SUPPORTED, "`" + key + "` from another file is not supported yet")
        .at(scalar.span())
        .help("write what that file holds into this place");
  }
}
