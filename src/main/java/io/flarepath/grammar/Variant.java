package io.flarepath.grammar;

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
public record Variant<T>(String key, List<Case<T>> cases, Section<T> other) implements Type<T> {

  public Variant {
    cases = List.copyOf(cases);
  }

  /**
   * One form of the section.
   *
   * @param pattern for which values of the deciding key it is right, in any case
   */
  public record Case<T>(String pattern, Section<T> section) {

    boolean fits(String value) {
      return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(value).matches();
    }
  }

  @Override
  public Optional<T> read(Yaml node, Reading reading) {
    Optional<Yaml.Scalar> reference = node.asScalar().filter(Reference::is);
    return reference.isPresent()
        ? reading.tree(reference.get()).flatMap(tree -> read(tree, reading.inside(tree)))
        : section(node).read(node, reading);
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
    return node.at(key)
        .flatMap(Yaml::asScalar)
        .filter(scalar -> !scalar.isNull())
        .map(Yaml.Scalar::text);
  }

  @Override
  public String words() {
    return "a map";
  }

  @Override
  public boolean isCompound() {
    return true;
  }

  @Override
  public Description description() {
    return new Description.Alternatives(
        key,
        cases.stream()
            .map(each -> new Description.Alternative(each.pattern(), each.section().description()))
            .toList(),
        other.description());
  }

  @Override
  public String written(T value) {
    return "";
  }
}
