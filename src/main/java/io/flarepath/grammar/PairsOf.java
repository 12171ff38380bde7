package io.flarepath.grammar;

import io.flarepath.diagnostic.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A map whose keys are the user's own, to texts; keys and values keep their places. It may be a
 * list of such maps instead.
 *
 * @param pair from a key and its text to what is made of them
 */
public record PairsOf<P>(BiFunction<Located<String>, Located<String>, P> pair)
    implements Type<List<P>> {

  @Override
  public Optional<List<P>> read(Yaml node, Reading reading) {
    List<P> pairs = new ArrayList<>();
    boolean isWhole = true;
    for (Yaml map : node.items()) {
      isWhole &= read(map, pairs, reading);
    }
    return isWhole ? Optional.of(pairs) : Optional.empty();
  }

  private boolean read(Yaml node, List<P> pairs, Reading reading) {
    Optional<Yaml.Mapping> map = node.asMapping();
    if (map.isEmpty()) {
      reading.wrongType(words(), node);
      return false;
    }
    boolean isWhole = true;
    for (Yaml.Entry entry : map.get().entries()) {
      Optional<Yaml.Scalar> scalar = entry.value().asScalar().filter(text -> !text.isNull());
      if (scalar.isPresent()) {
        pairs.add(
            pair.apply(
                new Located<>(entry.key(), entry.keySpan()),
                new Located<>(scalar.get().text(), scalar.get().span())));
      } else {
        reading.of(entry.key()).wrongType("a string", entry.value());
        isWhole = false;
      }
    }
    return isWhole;
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
    return new Description.Pairs(words());
  }

  @Override
  public String written(List<P> value) {
    return "";
  }
}
