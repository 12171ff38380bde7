package io.flarepath.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The documents of {@code --json}: one for each command. Names are never taken away or given
 * another meaning within one {@code format_version}; new ones may come.
 */
public final class Json {

  /** The version of all documents. */
  public static final int FORMAT_VERSION = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A document of a command, with the messages besides its results. */
  static ObjectNode document(String command) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format_version", FORMAT_VERSION);
    document.put("command", command);
    return document;
  }

  static String text(ObjectNode document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes is always writable", e);
    }
  }

  /** A command that stopped before it had a result. */
  public static String stopped(String command, List<Diagnostic> diagnostics) {
    ObjectNode document = document(command);
    document.put("status", "failed");
    document.set("diagnostics", DiagnosticJson.of(diagnostics));
    return text(document);
  }

  /** {@code validate}: each file with what is wrong in it. */
  public static String validate(Map<String, List<Diagnostic>> files) {
    ObjectNode document = document("validate");
    boolean valid = files.values().stream().flatMap(List::stream).noneMatch(Diagnostic::isError);
    document.put("status", valid ? "succeeded" : "failed");
    var array = document.putArray("workflows");
    files.forEach(
        (file, diagnostics) -> {
          ObjectNode node = array.addObject();
          node.put("file", file);
          node.put("valid", diagnostics.stream().noneMatch(Diagnostic::isError));
          node.set("diagnostics", DiagnosticJson.of(diagnostics));
        });
    return text(document);
  }

  /**
   * {@code query}: the columns in their order, and an object for each row.
   *
   * @param rows each a JSON object, as the engine writes it; a null value is left out of it
   */
  public static String query(List<String> columns, List<String> rows) {
    ObjectNode document = document("query");
    document.put("status", "succeeded");
    columns.forEach(document.putArray("columns")::add);
    var array = document.putArray("rows");
    rows.forEach(row -> array.addRawValue(new RawValue(row)));
    return text(document);
  }

  /** {@code explain} without a code: all codes. */
  public static String codes() {
    ObjectNode document = document("explain");
    document.put("status", "succeeded");
    var codes = document.putArray("codes");
    Arrays.stream(Code.values())
        .sorted(Comparator.comparing(Code::number))
        .forEach(code -> codes.addObject().put("code", code.number()).put("title", code.title()));
    return text(document);
  }

  /** {@code version} and {@code explain}: named texts. */
  public static String texts(String command, Map<String, String> texts) {
    ObjectNode document = document(command);
    document.put("status", "succeeded");
    texts.forEach(document::put);
    return text(document);
  }
}
