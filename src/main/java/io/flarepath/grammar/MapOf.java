package io.flarepath.grammar;

import io.flarepath.diagnostic.Located;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map whose keys are the user's own, to texts. What is in a map of such a map counts as if it
 * were beside it.
 *
 * @param isListToo whether it may be a list of small maps instead, of which the last one wins
 * @param known what the reader of the map requires of some of its values
 * @param nested the keys whose values may be such maps
 */
public record MapOf(boolean isListToo, Map<String, Shape> known, Set<String> nested)
    implements Type<Map<String, Located<String>>> {

  public MapOf {
    known = Map.copyOf(known);
    nested = Set.copyOf(nested);
  }

  public MapOf(boolean isListToo, Map<String, Shape> known) {
    this(isListToo, known, Set.of());
  }

  public MapOf(boolean isListToo) {
    this(isListToo, Map.of());
  }

  @Override
  public Optional<Map<String, Located<String>>> read(Yaml node, Reading reading) {
    List<Yaml> maps = isListToo ? node.items() : List.of(node);
    Map<String, Located<String>> texts = new LinkedHashMap<>();
    boolean isWhole = true;
    for (Yaml map : maps) {
      isWhole &= read(map, texts, reading);
    }
    return isWhole ? Optional.of(texts) : Optional.empty();
  }

  private boolean read(Yaml node, Map<String, Located<String>> texts, Reading reading) {
    Optional<Yaml.Mapping> map = node.asMapping();
    if (map.isEmpty()) {
      reading.wrongType(words(), node);
      return false;
    }
    boolean isWhole = true;
    for (Yaml.Entry entry : map.get().entries()) {
      Optional<Yaml.Scalar> scalar = entry.value().asScalar();
      if (scalar.isPresent()) {
        // Taken out first, so that a repeated key also takes the place of its last entry.
        texts.remove(entry.key());
        texts.put(entry.key(), text(scalar.get(), entry));
      } else if (nested.contains(entry.key()) && entry.value().asMapping().isPresent()) {
        isWhole &= new MapOf(false).read(entry.value(), texts, reading.of(entry.key()));
      } else {
        reading.of(entry.key()).wrongType("a string", entry.value());
        isWhole = false;
      }
    }
    return isWhole;
  }

  private static Located<String> text(Yaml.Scalar scalar, Yaml.Entry entry) {
    return scalar.isNull()
        ? new Located<>("", entry.keySpan())
        : new Located<>(scalar.text(), scalar.span());
  }

  @Override
  public String words() {
    return isListToo ? "a map, or a list of maps" : "a map";
  }

  @Override
  public boolean isCompound() {
    return true;
  }

  @Override
  public Description description() {
    return new Description.Texts(words(), isListToo, known, nested);
  }

  @Override
  public String written(Map<String, Located<String>> value) {
    return "";
  }
}
