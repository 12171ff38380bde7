package io.flarepath.grammar;

import io.flarepath.grammar.SectionDescription.KeyDescription;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A grammar as a JSON schema (draft 7, which editors know best), from the descriptions that the
 * reader works by.
 */
public final class JsonSchema {

  private final SchemaTypes types = new SchemaTypes(this::reference);
  private final IdentityHashMap<SectionDescription, String> names = new IdentityHashMap<>();
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private JsonSchema() {}

  /**
   * The document: maps, lists, texts, numbers, truth values and {@link JsonNull#NULL}.
   *
   * @param title what the schema is of
   * @param root the file's outermost section
   */
  public static Map<String, Object> of(String title, SectionDescription root) {
    JsonSchema schema = new JsonSchema();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "http://json-schema.org/draft-07/schema#");
    document.put("title", title);
    document.putAll(schema.section(root));
    document.put("definitions", schema.definitions);
    return document;
  }

  /** Where a section is defined; defines it when it is needed for the first time. */
  private Map<String, Object> reference(SectionDescription section) {
    String name = names.get(section);
    if (name == null) {
      name = section.place();
      for (int i = 2; definitions.containsKey(name); i++) {
        name = section.place() + "-" + i;
      }
      names.put(section, name);
      definitions.put(name, Map.of());
      definitions.put(name, section(section));
    }
    return Map.of("$ref", "#/definitions/" + name.replace("[", "%5B").replace("]", "%5D"));
  }

  private Map<String, Object> section(SectionDescription section) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Object> all = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (KeyDescription key : section.keys()) {
      key.spellings().forEach(spelling -> properties.put(spelling, key(key, spelling)));
      all.addAll(oneSpelling(key));
      if (key.isRequired()) {
        List<String> any = new ArrayList<>(key.spellings());
        any.addAll(key.traits().alternatives());
        if (any.size() == 1) {
          required.add(key.name());
        } else {
          all.add(Map.of("anyOf", any.stream().map(SchemaConstraints::hasValue).toList()));
        }
      }
    }
    SchemaConstraints constraints = new SchemaConstraints(section);
    section.constraints().forEach(constraint -> all.add(constraint.accept(constraints)));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (section.extras() == Extras.REFUSED) {
      schema.put("additionalProperties", false);
    }
    if (!all.isEmpty()) {
      schema.put("allOf", all);
    }
    return schema;
  }

  private Map<String, Object> key(KeyDescription key, String spelling) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", key.sentence());
    key.warning(spelling)
        .ifPresent(
            warning -> {
              schema.put("deprecationMessage", warning);
              schema.put("doNotSuggest", true);
            });
    if (key.support() == Support.NOT_YET) {
      schema.put("errorMessage", "not supported yet");
      schema.put("enum", SchemaTypes.EMPTY);
      return schema;
    }
    Map<String, Object> type = key.type().accept(types);
    if (!type.isEmpty()) {
      schema.putAll(value(key, type));
    }
    return schema;
  }

  private static Map<String, Object> value(KeyDescription key, Map<String, Object> type) {
    List<Object> all = new ArrayList<>();
    all.add(type);
    key.traits().shape().ifPresent(shape -> all.add(SchemaTypes.shape(shape)));
    if (!key.isRequired() || !key.traits().alternatives().isEmpty()) {
      Object value = all.size() == 1 ? type : Map.of("allOf", all);
      Map<String, Object> nothing =
          key.isRequired() ? Map.of("enum", SchemaTypes.EMPTY) : Map.of("type", "null");
      return Map.of("anyOf", List.of(value, nothing));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("allOf", all);
    schema.put("minItems", 1);
    schema.put("minProperties", 1);
    return schema;
  }

  private static List<Object> oneSpelling(KeyDescription key) {
    List<Object> pairs = new ArrayList<>();
    List<String> spellings = key.spellings();
    for (int i = 0; i < spellings.size(); i++) {
      for (int j = i + 1; j < spellings.size(); j++) {
        pairs.add(Map.of("not", Map.of("required", List.of(spellings.get(i), spellings.get(j)))));
      }
    }
    return pairs;
  }
}
