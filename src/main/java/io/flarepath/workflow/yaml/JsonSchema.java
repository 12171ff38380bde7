package io.flarepath.workflow.yaml;

import io.flarepath.workflow.FunctionSignature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The grammar as a JSON schema (draft 7, which editors know best), from the descriptions that the
 * reader works by.
 */
public final class JsonSchema {

  private static final List<Object> EMPTY = List.of(Json.NULL, List.of(), Map.of());

  private final SchemaTypes types;
  private final Map<Section<?>, String> names = new LinkedHashMap<>();
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private JsonSchema(Collection<FunctionSignature> functions) {
    this.types = new SchemaTypes(this::reference, functions);
  }

  /** Stands for null in a document, since a map of Java cannot hold it. */
  public enum Json {
    NULL
  }

  /**
   * The document: maps, lists, texts, numbers, truth values and {@link Json#NULL}.
   *
   * @param functions the step functions there are
   */
  public static Map<String, Object> of(Collection<FunctionSignature> functions) {
    JsonSchema schema = new JsonSchema(functions);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "http://json-schema.org/draft-07/schema#");
    document.put("title", "A Flarepath workflow");
    document.putAll(schema.section(EnvelopeKeys.FILE));
    document.put("definitions", schema.definitions);
    return document;
  }

  /** Where a section is defined; defines it, if nobody has needed it yet. */
  private Map<String, Object> reference(Section<?> section) {
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

  private Map<String, Object> section(Section<?> section) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Object> demands = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (Key<?> key : section.keys()) {
      key.spellings().forEach(spelling -> properties.put(spelling, key(key, spelling)));
      demands.addAll(oneSpelling(key));
      if (key.isRequired()) {
        List<String> any = new ArrayList<>(key.spellings());
        any.addAll(key.traits().alternatives());
        if (any.size() == 1) {
          required.add(key.name());
        } else {
          demands.add(Map.of("anyOf", any.stream().map(JsonSchema::isSaid).toList()));
        }
      }
    }
    section.demands().forEach(demand -> demands.add(demand(demand, section)));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (section.extras() == Extras.REFUSED) {
      schema.put("additionalProperties", false);
    }
    if (!demands.isEmpty()) {
      schema.put("allOf", demands);
    }
    return schema;
  }

  private Map<String, Object> key(Key<?> key, String spelling) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", Words.sentence(key));
    Words.warning(key, spelling)
        .ifPresent(
            warning -> {
              schema.put("deprecationMessage", warning);
              schema.put("doNotSuggest", true);
            });
    if (key.support() == Support.NOT_YET) {
      schema.put("errorMessage", "not supported yet");
      schema.put("enum", EMPTY);
      return schema;
    }
    List<Object> all = new ArrayList<>();
    all.add(types.of(key.type()));
    key.traits().shape().ifPresent(shape -> all.add(SchemaTypes.shape(shape)));
    boolean mayBeEmpty = !key.isRequired() || !key.traits().alternatives().isEmpty();
    if (mayBeEmpty && !(key.type() instanceof Anything)) {
      Object value = all.size() == 1 ? all.get(0) : Map.of("allOf", all);
      schema.put(
          "anyOf",
          List.of(value, key.isRequired() ? Map.of("enum", EMPTY) : Map.of("type", "null")));
    } else if (!(key.type() instanceof Anything)) {
      schema.put("allOf", all);
      schema.put("minItems", 1);
      schema.put("minProperties", 1);
    }
    return schema;
  }

  private static List<Object> oneSpelling(Key<?> key) {
    List<Object> pairs = new ArrayList<>();
    List<String> spellings = key.spellings();
    for (int i = 0; i < spellings.size(); i++) {
      for (int j = i + 1; j < spellings.size(); j++) {
        pairs.add(Map.of("not", Map.of("required", List.of(spellings.get(i), spellings.get(j)))));
      }
    }
    return pairs;
  }

  private static Map<String, Object> isSaid(String spelling) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("required", List.of(spelling));
    said.put("properties", Map.of(spelling, Map.of("not", Map.of("enum", EMPTY))));
    return said;
  }

  private static Map<String, Object> isSaid(List<String> keys, Section<?> section) {
    List<Object> any = new ArrayList<>();
    for (String key : keys) {
      spellings(key, section).forEach(spelling -> any.add(isSaid(spelling)));
    }
    return Map.of("anyOf", any);
  }

  private static List<String> spellings(String key, Section<?> section) {
    return section.keys().stream()
        .filter(each -> each.name().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(section.place() + " has no key " + key))
        .spellings();
  }

  private static Map<String, Object> demand(Demand demand, Section<?> section) {
    if (demand instanceof Demand.AnyOf any) {
      return isSaid(any.keys(), section);
    }
    if (demand instanceof Demand.NotBoth both) {
      return Map.of(
          "not",
          Map.of(
              "allOf",
              List.of(
                  isSaid(List.of(both.one()), section), isSaid(List.of(both.other()), section))));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    if (demand instanceof Demand.Needs needs) {
      schema.put("if", isSaid(List.of(needs.key()), section));
      List<Object> any = new ArrayList<>();
      for (String other : needs.others()) {
        spellings(other, section).forEach(name -> any.add(Map.of("required", List.of(name))));
      }
      schema.put("then", Map.of("anyOf", any));
      return schema;
    }
    Demand.When when = (Demand.When) demand;
    schema.put("if", SchemaTypes.has(when.key(), SchemaTypes.words(when.values())));
    schema.put("then", isSaid(when.needed(), section));
    return schema;
  }
}
