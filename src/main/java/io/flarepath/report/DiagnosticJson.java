package io.flarepath.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flarepath.diagnostic.Diagnostic;
import java.util.List;

/** Diagnostics as JSON. */
final class DiagnosticJson {

  private DiagnosticJson() {}

  static ArrayNode of(List<Diagnostic> diagnostics) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    diagnostics.forEach(diagnostic -> array.add(of(diagnostic)));
    return array;
  }

  private static ObjectNode of(Diagnostic diagnostic) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("code", diagnostic.code().number());
    node.put("severity", diagnostic.severity().word());
    node.put("message", diagnostic.message());
    diagnostic
        .place()
        .ifPresent(
            span ->
                node.putObject("place")
                    .put("file", span.source().name())
                    .put("line", span.line())
                    .put("column", span.column())
                    .put("length", span.length()));
    diagnostic.notes().forEach(node.putArray("notes")::add);
    diagnostic.help().forEach(node.putArray("help")::add);
    return node;
  }
}
