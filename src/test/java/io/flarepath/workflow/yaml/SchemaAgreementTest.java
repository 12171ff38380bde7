package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.flarepath.Golden;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.function.Functions;
import io.flarepath.grammar.Grammar;
import io.flarepath.grammar.Variables;
import io.flarepath.grammar.Yaml;
import io.flarepath.grammar.YamlTree;
import io.flarepath.report.SchemaJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schema that editors check by and the reader say the same of a file: valid if and only if the
 * reader finds nothing wrong with its form.
 */
class SchemaAgreementTest {

  /** What no schema can say, since it is not in the tree of the file, or in the file at all. */
  private static final Set<Code> BELOW_THE_TREE =
      EnumSet.of(
          Code.FILE_UNREADABLE,
          Code.YAML_SYNTAX,
          Code.TAB_INDENTATION,
          Code.EMPTY_FILE,
          Code.UNSET_VARIABLE,
          Code.SWALLOWED_SQL);

  /** What no schema can say, since it compares one place with another. */
  private static final Set<Code> BETWEEN_PLACES =
      EnumSet.of(Code.DUPLICATE_NAME, Code.UNKNOWN_PLACEHOLDER, Code.UNKNOWN_STATE_KEY);

  /** What is said of texts in a language of their own, and of a value that is right but refused. */
  private static final List<String> OF_MEANING =
      List.of(
          "is not a cron expression",
          "is not a metric",
          "cannot be true of any rows",
          "unknown output",
          "has the name of a column",
          "two partition fields are called",
          "needs a `validFormat`",
          "is not a regular expression",
          "must be the id of a snapshot",
          "must be a time zone",
          "must be a time such as",
          "must be an expression",
          "must be a regular expression");

  private static final Map<String, String> VARIABLES =
      Map.of(
          "LAKE", "dataos://lake:retail",
          "STORE_URL", "http://store",
          "SHOP_FILES", "/shop",
          "SHOP_URL", "jdbc:sqlite:shop.db",
          "TARGET", "dataos://icebase:env",
          "LOG_LEVEL", "INFO",
          "WORKFLOW_NAME", "from-the-environment",
          "THRESHOLD", "90");

  private static final com.networknt.schema.JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(SchemaJson.of(WorkflowSchema.of(Functions.signatures())));

  private static final Grammar GRAMMAR =
      Grammar.of(new WorkflowGrammar(Functions.signatures(), List.of()).file().description());

  private static final Diagnostic EMPTY = Diagnostic.error(Code.EMPTY_FILE, "nothing");

  static List<Path> corpus() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder :
        List.of(
            Golden.path("workflows"),
            Golden.path("workflows/batch"),
            Golden.path("workflows/elsewhere"),
            Golden.path("diagnostics"),
            Path.of("jobs"))) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(files::add);
      }
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void agreesOnEachFileOfTheCorpus(Path file) throws IOException {
    assertAgreement(file.toString(), Files.readString(file));
  }

  @Test
  void agreesOnMutationsOfTheCorpus() throws IOException {
    List<String> sound = new ArrayList<>();
    List<String> faulty = new ArrayList<>();
    for (Path file : corpus()) {
      (file.startsWith(Golden.path("diagnostics")) ? faulty : sound).add(Files.readString(file));
    }
    int valid = 0;
    int wrong = 0;
    for (int seed = 0; seed < Integer.getInteger("mutations", 1_500); seed++) {
      Random random = new Random(seed);
      List<String> texts = random.nextInt(3) == 0 ? faulty : sound;
      String text = mutated(texts.get(random.nextInt(texts.size())), random);
      Optional<Boolean> verdict = assertAgreement("seed " + seed, text);
      valid += verdict.filter(is -> is).isPresent() ? 1 : 0;
      wrong += verdict.filter(is -> !is).isPresent() ? 1 : 0;
    }
    assertThat(valid).as("mutations that are valid").isGreaterThan(100);
    assertThat(wrong).as("mutations that are not").isGreaterThan(300);
  }

  @Test
  void theSchemaIsASchema() throws IOException {
    var meta =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(SchemaAgreementTest.class.getResourceAsStream("/draft-07/schema"));
    JsonNode schema =
        new ObjectMapper().readTree(SchemaJson.of(WorkflowSchema.of(Functions.signatures())));
    assertThat(meta.validate(schema)).isEmpty();
  }

  /** The common verdict; empty where the reader found something that no schema can say. */
  private static Optional<Boolean> assertAgreement(String name, String text) {
    Problems problems = new Problems();
    Source source = new Source("x.yaml", text);
    var unused =
        new WorkflowReader(VARIABLES, Functions.signatures(), path -> Optional.empty())
            .read(source, problems);
    List<Diagnostic> errors = problems.all().stream().filter(Diagnostic::isError).toList();
    if (errors.stream().anyMatch(SchemaAgreementTest::isBeyondASchema)) {
      return Optional.empty();
    }
    List<Diagnostic> ofTheForm =
        errors.stream().filter(error -> !BETWEEN_PLACES.contains(error.code())).toList();
    Problems none = new Problems();
    Optional<Yaml> tree = YamlTree.of(source, new Variables(VARIABLES), none, EMPTY);
    if (tree.isEmpty() || none.hasErrors()) {
      return Optional.empty(); // The same key twice.
    }
    for (boolean isTyped : List.of(true, false)) {
      Set<?> found = SCHEMA.validate(json(tree.get(), isTyped));
      assertThat(found.isEmpty())
          .as(
              "%s, %s:%n%s%n%s%n%n%s",
              name, isTyped ? "typed" : "all texts", ofTheForm, found, text)
          .isEqualTo(ofTheForm.isEmpty());
    }
    return Optional.of(ofTheForm.isEmpty());
  }

  private static boolean isBeyondASchema(Diagnostic error) {
    return BELOW_THE_TREE.contains(error.code())
        || error
            .notes()
            .contains("the name suggests that the key has an effect, so it is not ignored")
        || OF_MEANING.stream().anyMatch(error.message()::contains);
  }

  /**
   * The tree as JSON.
   *
   * @param isTyped whether numbers and truth values are such, as for an editor, or are all texts
   */
  private static JsonNode json(Yaml yaml, boolean isTyped) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (yaml instanceof Yaml.Mapping map) {
      ObjectNode node = nodes.objectNode();
      map.entries().forEach(entry -> node.set(entry.key(), json(entry.value(), isTyped)));
      return node;
    }
    if (yaml instanceof Yaml.Sequence list) {
      ArrayNode node = nodes.arrayNode();
      list.items().forEach(item -> node.add(json(item, isTyped)));
      return node;
    }
    Yaml.Scalar scalar = (Yaml.Scalar) yaml;
    String text = scalar.text();
    if (scalar.isNull()) {
      return nodes.nullNode();
    }
    if (isTyped && text.matches("[-+]?(\\d{1,18}|\\d*\\.\\d+|\\d+\\.)")) {
      BigDecimal number = new BigDecimal(text);
      return number.scale() <= 0
          ? nodes.numberNode(number.toBigInteger())
          : nodes.numberNode(number);
    }
    return isTyped && text.matches("true|false|True|False|TRUE|FALSE")
        ? nodes.booleanNode(Boolean.parseBoolean(text))
        : nodes.textNode(text);
  }

  private static String mutated(String text, Random random) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    for (int times = 1 + random.nextInt(2); times > 0 && lines.size() > 3; times--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(7)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.set(at, value(lines.get(at), random));
        case 2 -> lines.set(at, value(lines.get(at), random));
        case 3 -> lines.set(at, key(lines.get(at), random));
        case 4 -> lines.add(at, sibling(lines.get(at), random));
        case 5 -> lines.add(at, sibling(lines.get(at), random));
        default -> removeBlock(lines, at);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String value(String line, Random random) {
    String[] values = {
      "[]",
      "{}",
      "null",
      "",
      "12",
      "0",
      "-3",
      "1.5",
      "true",
      "'no'",
      "text",
      "[a, b]",
      "{a: 1}",
      "[{a: b}]",
      "x.yaml",
      "Ref://y",
      "2g",
      "5m",
      "append",
      "FLARE:9",
      "Iceberg",
      "soda",
      "''"
    };
    int colon = line.indexOf(": ");
    String head = colon < 0 ? line.stripTrailing() + " " : line.substring(0, colon + 2);
    return head + values[random.nextInt(values.length)];
  }

  private static String key(String line, Random random) {
    int colon = line.indexOf(":");
    if (colon < 0) {
      return line;
    }
    int start = 0;
    while (start < colon && " -".indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    return line.substring(0, start) + anyKey(random) + line.substring(colon);
  }

  private static String sibling(String line, Random random) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    return value(" ".repeat(start) + anyKey(random) + ": ", random);
  }

  private static String anyKey(Random random) {
    Set<String> keys = new LinkedHashSet<>();
    GRAMMAR.sections().forEach(section -> keys.addAll(section.spellings()));
    List<String> all = new ArrayList<>(keys);
    Collections.sort(all);
    return random.nextInt(12) == 0 ? "zebra" : all.get(random.nextInt(all.size()));
  }

  private static void removeBlock(List<String> lines, int at) {
    int indent = indent(lines.get(at));
    lines.remove(at);
    while (at < lines.size() && indent(lines.get(at)) > indent) {
      lines.remove(at);
    }
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
