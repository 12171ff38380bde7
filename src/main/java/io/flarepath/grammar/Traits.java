package io.flarepath.grammar;

import java.util.List;
import java.util.Optional;

/**
 * The properties of a key other than its name and its type.
 *
 * @param synonyms other spellings
 * @param alternatives keys with which a required one may be missing
 * @param rightPlace where it belongs, if it is only tolerated where it is
 * @param shape what a rule of the key asks of its text
 * @param since the first version with the key; empty: all have it
 * @param instead what to write in place of an old form; empty: it is none
 * @param fallback the value of a key that is left out, as it would be written; empty: nothing does
 */
public record Traits(
    List<String> synonyms,
    List<String> alternatives,
    String rightPlace,
    Optional<Shape> shape,
    String since,
    String instead,
    String fallback) {

  static final Traits NONE = new Traits(List.of(), List.of(), "", Optional.empty(), "", "", "");

  public Traits {
    synonyms = List.copyOf(synonyms);
    alternatives = List.copyOf(alternatives);
  }

  Traits synonyms(String... others) {
    return new Traits(List.of(others), alternatives, rightPlace, shape, since, instead, fallback);
  }

  Traits alternatives(String... others) {
    return new Traits(synonyms, List.of(others), rightPlace, shape, since, instead, fallback);
  }

  Traits rightPlace(String place) {
    return new Traits(synonyms, alternatives, place, shape, since, instead, fallback);
  }

  Traits shape(Shape asked) {
    return new Traits(
        synonyms, alternatives, rightPlace, Optional.of(asked), since, instead, fallback);
  }

  Traits since(String version) {
    return new Traits(synonyms, alternatives, rightPlace, shape, version, instead, fallback);
  }

  Traits instead(String form) {
    return new Traits(synonyms, alternatives, rightPlace, shape, since, form, fallback);
  }

  Traits fallback(String written) {
    return new Traits(synonyms, alternatives, rightPlace, shape, since, instead, written);
  }
}
