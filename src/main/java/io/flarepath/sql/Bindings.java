package io.flarepath.sql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of keys, to be put into SQL.
 *
 * @param texts each key's value as text
 * @param types the types of those keys whose type is known, as Spark's SQL writes them
 */
public record Bindings(Map<String, String> texts, Map<String, String> types) {

  public Bindings {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    types = Map.copyOf(types);
  }

  /** Values whose types are not known. */
  public static Bindings of(Map<String, String> texts) {
    return new Bindings(texts, Map.of());
  }

  /** The value of a key; empty if there is no such key. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key));
  }

  /** A key's value as SQL that stands for itself: a number or a literal. */
  String literal(String key) {
    return KeyLiteral.of(texts.getOrDefault(key, ""), types.getOrDefault(key, ""));
  }
}
