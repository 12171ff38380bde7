package io.flarepath.workflow.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list; a single item may stand for a list of one.
 *
 * @param item what its items are
 * @param rule what must hold among the items, whether or not each can be read
 */
record ListOf<T>(Type<T> item, Rule rule) implements Type<List<T>> {

  /** Something that must hold among the items of a list. */
  @FunctionalInterface
  interface Rule {
    void check(List<Yaml> items, Reading reading);
  }

  static <T> ListOf<T> of(Type<T> item) {
    return new ListOf<>(item, (items, reading) -> {});
  }

  /** The same list under a rule. */
  ListOf<T> with(Rule also) {
    return new ListOf<>(item, also);
  }

  @Override
  public Optional<List<T>> read(Yaml node, Reading reading) {
    List<Yaml> nodes = node instanceof Yaml.Sequence list ? list.items() : List.of(node);
    if (item.isCompound() && node instanceof Yaml.Scalar scalar && !Reference.is(scalar)) {
      reading.wrongType(words(), node);
      return Optional.empty();
    }
    List<T> items = new ArrayList<>();
    for (Yaml each : nodes) {
      item.read(each, reading).ifPresent(items::add);
    }
    rule.check(nodes, reading);
    return items.size() == nodes.size() ? Optional.of(items) : Optional.empty();
  }

  @Override
  public String words() {
    return "a list";
  }

  @Override
  public boolean isCompound() {
    return true;
  }
}
