package io.flarepath.workflow.yaml;

import io.flarepath.workflow.FunctionSignature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each type of value is in a JSON schema. */
final class SchemaTypes {

  private static final List<String> SINGLE = List.of("string", "number", "boolean");

  /** A part that stands in another file. */
  private static final Map<String, Object> REFERENCE =
      text(
          "\\s*("
              + Patterns.anyCase("ref")
              + "://[\\s\\S]*|[\\s\\S]*\\."
              + Patterns.anyCase("ya?ml")
              + "\\s*)");

  private final Function<Section<?>, Map<String, Object>> sections;
  private final List<FunctionSignature> functions;

  /**
   * @param sections where a section is defined
   */
  SchemaTypes(
      Function<Section<?>, Map<String, Object>> sections, Collection<FunctionSignature> functions) {
    this.sections = sections;
    this.functions = List.copyOf(functions);
  }

  Map<String, Object> of(Type<?> type) {
    if (type instanceof Type.Placed<?> placed) {
      return of(placed.type());
    }
    if (type instanceof Scalar<?> scalar) {
      return shape(scalar.shape());
    }
    if (type instanceof Choice<?> choice) {
      return choice(List.copyOf(choice.values().keySet()));
    }
    if (type instanceof Section<?> section) {
      return anyOf(sections.apply(section), REFERENCE);
    }
    if (type instanceof ListOf<?> list) {
      return listOf(of(list.item()));
    }
    if (type instanceof StepList steps) {
      return listOf(of(steps.item()));
    }
    if (type instanceof MapOf map) {
      return map.isListToo() ? listOf(map(map)) : map(map);
    }
    if (type instanceof PairsOf) {
      return listOf(Map.of("type", "object", "additionalProperties", Map.of("type", SINGLE)));
    }
    if (type instanceof Variant<?> variant) {
      return anyOf(variant(variant), REFERENCE);
    }
    return type instanceof CallType ? anyOf(call(), REFERENCE) : Map.of();
  }

  /** A single value of this shape. */
  static Map<String, Object> shape(Shape shape) {
    if (shape.pattern().isEmpty()) {
      return Map.of("type", SINGLE);
    }
    List<Object> any = new ArrayList<>(List.of(text(shape.pattern())));
    if (shape.isBoolToo()) {
      any.add(Map.of("type", "boolean"));
    }
    shape
        .least()
        .ifPresent(
            least -> {
              Map<String, Object> number = new LinkedHashMap<>();
              number.put("type", shape.isWhole() ? "integer" : "number");
              number.put("minimum", least);
              number.put("maximum", shape.most());
              any.add(number);
            });
    return any.size() == 1 ? text(shape.pattern()) : Map.of("anyOf", any);
  }

  /** A map in which a key has a value like this. */
  static Map<String, Object> has(String key, Map<String, Object> value) {
    Map<String, Object> has = new LinkedHashMap<>();
    has.put("required", List.of(key));
    has.put("properties", Map.of(key, value));
    return has;
  }

  /** One of these words, in any case. */
  static Map<String, Object> words(List<String> words) {
    return text(words.stream().map(Patterns::word).collect(Collectors.joining("|")));
  }

  private static Map<String, Object> text(String pattern) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("type", "string");
    text.put("pattern", "^(?:" + pattern + ")$");
    return text;
  }

  // The list of words is what editors offer; the pattern also knows them in other cases.
  private static Map<String, Object> choice(List<String> words) {
    return anyOf(Map.of("enum", words), words(words));
  }

  private static Map<String, Object> listOf(Map<String, Object> item) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("type", "array");
    list.put("items", item);
    return anyOf(list, item);
  }

  private static Map<String, Object> map(MapOf map) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    if (!map.known().isEmpty()) {
      Map<String, Object> known = new LinkedHashMap<>();
      new TreeMap<>(map.known()).forEach((key, value) -> known.put(key, shape(value)));
      schema.put("properties", known);
    }
    schema.put(
        "additionalProperties", Map.of("type", List.of("string", "number", "boolean", "null")));
    return schema;
  }

  private Map<String, Object> variant(Variant<?> variant) {
    Map<String, Object> otherwise = sections.apply(variant.other());
    for (int i = variant.cases().size() - 1; i >= 0; i--) {
      Variant.Case<?> each = variant.cases().get(i);
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("if", has(variant.key(), text(Patterns.anyCase(each.pattern()))));
      schema.put("then", sections.apply(each.section()));
      schema.put("else", otherwise);
      otherwise = schema;
    }
    // Without the deciding key, the first case says what is missing.
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("if", has(variant.key(), Map.of("type", SINGLE)));
    schema.put("then", otherwise);
    schema.put("else", sections.apply(variant.cases().get(0).section()));
    return schema;
  }

  private Map<String, Object> call() {
    List<String> names = functions.stream().map(FunctionSignature::name).sorted().toList();
    List<Object> cases = new ArrayList<>();
    for (String name : names) {
      functions.stream()
          .filter(function -> function.name().equals(name))
          .forEach(
              function -> {
                Map<String, Object> each = new LinkedHashMap<>();
                each.put("if", has("name", words(List.of(name))));
                each.put("then", sections.apply(CallType.section(function)));
                cases.add(each);
              });
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", List.of("name"));
    if (!names.isEmpty()) {
      schema.put("properties", Map.of("name", choice(names)));
      schema.put("allOf", cases);
    }
    return schema;
  }

  private static Map<String, Object> anyOf(Map<String, Object> one, Map<String, Object> other) {
    return Map.of("anyOf", List.of(one, other));
  }
}
