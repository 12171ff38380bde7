package io.flarepath.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each constraint of a section is in a JSON schema. */
final class SchemaConstraints implements Constraint.Visitor<Map<String, Object>> {

  private final SectionDescription section;

  SchemaConstraints(SectionDescription section) {
    this.section = section;
  }

  /** A map in which a key is written, and has a value. */
  static Map<String, Object> hasValue(String spelling) {
    Map<String, Object> has = new LinkedHashMap<>();
    has.put("required", List.of(spelling));
    has.put("properties", Map.of(spelling, Map.of("not", Map.of("enum", SchemaTypes.EMPTY))));
    return has;
  }

  @Override
  public Map<String, Object> anyOf(Constraint.AnyOf anyOf) {
    return haveValue(anyOf.keys());
  }

  @Override
  public Map<String, Object> notBoth(Constraint.NotBoth notBoth) {
    return Map.of(
        "not",
        Map.of(
            "allOf",
            List.of(haveValue(List.of(notBoth.one())), haveValue(List.of(notBoth.other())))));
  }

  @Override
  public Map<String, Object> when(Constraint.When when) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("if", SchemaTypes.has(when.key(), SchemaTypes.words(when.values())));
    schema.put("then", haveValue(when.needed()));
    return schema;
  }

  @Override
  public Map<String, Object> needs(Constraint.Needs needs) {
    List<Object> any = new ArrayList<>();
    for (String other : needs.others()) {
      spellings(other).forEach(name -> any.add(Map.of("required", List.of(name))));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("if", haveValue(List.of(needs.key())));
    schema.put("then", Map.of("anyOf", any));
    return schema;
  }

  private Map<String, Object> haveValue(List<String> keys) {
    List<Object> any = new ArrayList<>();
    for (String key : keys) {
      spellings(key).forEach(spelling -> any.add(hasValue(spelling)));
    }
    return Map.of("anyOf", any);
  }

  private List<String> spellings(String key) {
    return section.keys().stream()
        .filter(each -> each.name().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(section.place() + " has no key " + key))
        .spellings();
  }
}
