package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Patterns;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Shape;
import io.flarepath.grammar.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of {@code driver} and {@code executor}, which become settings of Spark. */
final class SizeKeys {

  private static final String MEMORY_PATTERN = "\\s*([0-9]{1,9})\\s*([kmgt]?)i?b?\\s*";
  private static final Pattern MEMORY_TEXT =
      Pattern.compile(MEMORY_PATTERN, Pattern.CASE_INSENSITIVE);

  /** As Spark writes it; a number without a unit is in MiB, as it is for Spark. */
  private static final Type<String> MEMORY_SIZE =
      new Scalar<>(
          "a size such as `2g`, `1024m` or `3000Mi`",
          node -> memory(node.text()),
          Shape.of(Patterns.anyCase(MEMORY_PATTERN)));

  /** Kubernetes' quantity of processor time. */
  private static final Type<String> CORES_LIMIT =
      new Scalar<>(
          "a number of cores such as `1000m` or `2`",
          node ->
              Optional.of(node.text().strip()).filter(text -> text.matches("\\d+(\\.\\d+)?|\\d+m")),
          new Shape("\\s*([0-9]+(\\.[0-9]+)?|[0-9]+m)\\s*", false, OptionalInt.of(0), false));

  private static final Key<Optional<Located<String>>> CORE_LIMIT =
      Key.optional("coreLimit", CORES_LIMIT.located(), "the CPU limit on Kubernetes");

  private static final Key<Optional<Located<Integer>>> CORES =
      Key.optional("cores", Scalar.COUNT.located(), "how many tasks run in parallel");

  private static final Key<Optional<Located<String>>> MEMORY =
      Key.optional("memory", MEMORY_SIZE.located(), "the heap size of its JVM");

  private static final Key<Optional<Located<Integer>>> INSTANCES =
      Key.optional("instances", Scalar.WHOLE.located(), "the number of instances");

  static final Key<Map<String, Located<String>>> DRIVER =
      Key.withDefault(
          "driver",
          section("driver"),
          Map.<String, Located<String>>of(),
          "the size of Spark's driver");

  static final Key<Map<String, Located<String>>> EXECUTOR =
      Key.withDefault(
          "executor",
          section("executor"),
          Map.<String, Located<String>>of(),
          "the size and the number of Spark's executors");

  private SizeKeys() {}

  private static Section<Map<String, Located<String>>> section(String part) {
    return Section.of(
            "flare." + part,
            List.of(CORE_LIMIT, CORES, MEMORY, INSTANCES),
            fields -> settings(part, fields))
        .tolerant();
  }

  private static Map<String, Located<String>> settings(String part, Fields fields) {
    Map<String, Located<String>> settings = new LinkedHashMap<>();
    fields
        .get(CORE_LIMIT)
        .ifPresent(limit -> settings.put("spark.kubernetes." + part + ".limit.cores", limit));
    fields
        .get(CORES)
        .ifPresent(cores -> settings.put("spark." + part + ".cores", cores.map(Object::toString)));
    fields.get(MEMORY).ifPresent(size -> settings.put("spark." + part + ".memory", size));
    if (part.equals("executor")) {
      fields
          .get(INSTANCES)
          .ifPresent(
              count -> settings.put("spark.executor.instances", count.map(Object::toString)));
    }
    return settings;
  }

  private static Optional<String> memory(String text) {
    Matcher matcher = MEMORY_TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2).isEmpty() ? "m" : matcher.group(2).toLowerCase(Locale.ROOT);
    return Optional.of(matcher.group(1) + unit);
  }
}
