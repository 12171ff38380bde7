package io.flarepath.workflow.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A section whose keys depend on the value of one of them.
 *
 * @param key the deciding key
 * @param cases the first that fits is taken; the first of all where the deciding key is missing
 * @param other what is taken where none fits
 */
record Variant<T>(String key, List<Case<T>> cases, Section<T> other) implements Type<T> {

  Variant {
    cases = List.copyOf(cases);
  }

  /**
   * One form of the section.
   *
   * @param pattern for which values of the deciding key it is right, in any case
   */
  record Case<T>(String pattern, Section<T> section) {

    boolean fits(String value) {
      return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(value).matches();
    }
  }

  @Override
  public Optional<T> read(Yaml node, Reading reading) {
    if (node instanceof Yaml.Scalar scalar && Reference.is(scalar)) {
      return reading.tree(scalar).flatMap(tree -> read(tree, reading.inside(tree)));
    }
    return section(node).read(node, reading);
  }

  private Section<T> section(Yaml node) {
    Optional<String> value = value(node);
    if (value.isEmpty()) {
      return cases.get(0).section();
    }
    return cases.stream()
        .filter(each -> each.fits(value.get()))
        .findFirst()
        .map(Case::section)
        .orElse(other);
  }

  private Optional<String> value(Yaml node) {
    if (!(node instanceof Yaml.Mapping map)) {
      return Optional.empty();
    }
    return map.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(Yaml.Entry::value)
        .filter(value -> value instanceof Yaml.Scalar scalar && !scalar.isNull())
        .map(value -> ((Yaml.Scalar) value).text())
        .findFirst();
  }

  @Override
  public String words() {
    return "a map";
  }

  @Override
  public boolean isCompound() {
    return true;
  }
}
