package io.flarepath.grammar;

import io.flarepath.grammar.Description.Alternative;
import io.flarepath.grammar.Description.Alternatives;
import io.flarepath.grammar.Description.Any;
import io.flarepath.grammar.Description.Either;
import io.flarepath.grammar.Description.Items;
import io.flarepath.grammar.Description.Named;
import io.flarepath.grammar.Description.Pairs;
import io.flarepath.grammar.Description.Single;
import io.flarepath.grammar.Description.Texts;
import io.flarepath.grammar.Description.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What each type of value is in a JSON schema; empty where anything is right. */
final class SchemaTypes implements Description.Visitor<Map<String, Object>> {

  /** The values that count as none. */
  static final List<Object> EMPTY = List.of(JsonNull.NULL, List.of(), Map.of());

  private static final List<String> SINGLE = List.of("string", "number", "boolean");

  /** A part that is in a file of its own. */
  private static final Map<String, Object> REFERENCE =
      text(
          "\\s*("
              + Patterns.anyCase("ref")
              + "://[\\s\\S]*|[\\s\\S]*\\."
              + Patterns.anyCase("ya?ml")
              + "\\s*)");

  private final Function<SectionDescription, Map<String, Object>> sections;

  /**
   * @param sections where a section is defined
   */
  SchemaTypes(Function<SectionDescription, Map<String, Object>> sections) {
    this.sections = sections;
  }

  @Override
  public Map<String, Object> single(Single single) {
    return shape(single.shape());
  }

  // The list of words is what editors offer; the pattern also knows them in other cases.
  @Override
  public Map<String, Object> word(Word word) {
    return anyOf(Map.of("enum", word.values()), words(word.values()));
  }

  @Override
  public Map<String, Object> items(Items items) {
    return listOf(items.item().accept(this));
  }

  @Override
  public Map<String, Object> texts(Texts texts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "object");
    Map<String, Object> value = Map.of("type", List.of("string", "number", "boolean", "null"));
    Map<String, Object> known = new LinkedHashMap<>();
    new TreeMap<>(texts.known()).forEach((key, shape) -> known.put(key, shape(shape)));
    for (String key : new TreeSet<>(texts.nested())) {
      Map<String, Object> inner = new LinkedHashMap<>();
      inner.put("type", "object");
      inner.put("additionalProperties", value);
      known.put(key, anyOf(value, inner));
    }
    if (!known.isEmpty()) {
      map.put("properties", known);
    }
    map.put("additionalProperties", value);
    return texts.isListToo() ? listOf(map) : map;
  }

  @Override
  public Map<String, Object> pairs(Pairs pairs) {
    return listOf(Map.of("type", "object", "additionalProperties", Map.of("type", SINGLE)));
  }

  @Override
  public Map<String, Object> section(SectionDescription section) {
    return anyOf(sections.apply(section), REFERENCE);
  }

  @Override
  public Map<String, Object> alternatives(Alternatives alternatives) {
    Map<String, Object> otherwise = sections.apply(alternatives.other());
    for (int i = alternatives.cases().size() - 1; i >= 0; i--) {
      Alternative each = alternatives.cases().get(i);
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("if", has(alternatives.key(), text(Patterns.anyCase(each.pattern()))));
      schema.put("then", sections.apply(each.section()));
      schema.put("else", otherwise);
      otherwise = schema;
    }
    // Without the deciding key, the first case says what is missing.
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("if", has(alternatives.key(), Map.of("type", SINGLE)));
    schema.put("then", otherwise);
    schema.put("else", sections.apply(alternatives.cases().get(0).section()));
    return anyOf(schema, REFERENCE);
  }

  @Override
  public Map<String, Object> named(Named named) {
    List<String> names = List.copyOf(named.sections().keySet());
    List<Object> cases = new ArrayList<>();
    named
        .sections()
        .forEach(
            (name, section) -> {
              Map<String, Object> each = new LinkedHashMap<>();
              each.put("if", has(named.key(), words(List.of(name))));
              each.put("then", sections.apply(section));
              cases.add(each);
            });
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", List.of(named.key()));
    if (!names.isEmpty()) {
      schema.put("properties", Map.of(named.key(), word(new Word(named.title(), names))));
      schema.put("allOf", cases);
    }
    return anyOf(schema, REFERENCE);
  }

  @Override
  public Map<String, Object> either(Either either) {
    return anyOf(either.single().accept(this), either.section().accept(this));
  }

  @Override
  public Map<String, Object> any(Any any) {
    return Map.of();
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

  private static Map<String, Object> listOf(Map<String, Object> item) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("type", "array");
    list.put("items", item);
    return anyOf(list, item);
  }

  private static Map<String, Object> anyOf(Map<String, Object> one, Map<String, Object> other) {
    return Map.of("anyOf", List.of(one, other));
  }
}
