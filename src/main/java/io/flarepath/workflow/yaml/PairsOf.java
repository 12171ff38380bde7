package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.workflow.ParameterType.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A map whose keys are the user's own, to texts; keys and values keep their places. */
record PairsOf() implements Type<List<Pair>> {

  @Override
  public Optional<List<Pair>> read(Yaml node, Reading reading) {
    List<Yaml> maps = node instanceof Yaml.Sequence list ? list.items() : List.of(node);
    List<Pair> pairs = new ArrayList<>();
    boolean isWhole = true;
    for (Yaml map : maps) {
      isWhole &= read(map, pairs, reading);
    }
    return isWhole ? Optional.of(pairs) : Optional.empty();
  }

  private boolean read(Yaml node, List<Pair> pairs, Reading reading) {
    if (!(node instanceof Yaml.Mapping map)) {
      reading.wrongType(words(), node);
      return false;
    }
    boolean isWhole = true;
    for (Yaml.Entry entry : map.entries()) {
      if (entry.value() instanceof Yaml.Scalar scalar && !scalar.isNull()) {
        pairs.add(
            new Pair(
                new Located<>(entry.key(), entry.keySpan()),
                new Located<>(scalar.text(), scalar.span())));
      } else {
        reading.of(entry.key()).wrongType("a text", entry.value());
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
}
