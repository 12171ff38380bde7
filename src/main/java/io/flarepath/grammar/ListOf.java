package io.flarepath.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list; a single item counts as a list of one.
 *
 * @param item what its items are
 * @param rule what must hold among the items, whether or not each can be read
 */
public record ListOf<T>(Type<T> item, Rule rule) implements Type<List<T>> {

  /** Something that must hold among the items of a list. */
  @FunctionalInterface
  public interface Rule {
    void check(List<Yaml> items, Reading reading);
  }

  public static <T> ListOf<T> of(Type<T> item) {
    return new ListOf<>(item, (items, reading) -> {});
  }

  /** The same list under a rule. */
  public ListOf<T> with(Rule also) {
    return new ListOf<>(item, also);
  }

  @Override
  public Optional<List<T>> read(Yaml node, Reading reading) {
    if (item.isCompound() && node.asScalar().filter(text -> !Reference.is(text)).isPresent()) {
      reading.wrongType(words(), node);
      return Optional.empty();
    }
    List<Yaml> nodes = new ArrayList<>();
    List<T> items = new ArrayList<>();
    boolean isWhole = read(node, reading, nodes, items);
    rule.check(nodes, reading);
    return isWhole ? Optional.of(items) : Optional.empty();
  }

  private boolean read(Yaml node, Reading reading, List<Yaml> nodes, List<T> items) {
    boolean isWhole = true;
    for (Yaml each : node.items()) {
      Optional<Yaml.Scalar> reference = each.asScalar().filter(this::isReference);
      if (reference.isPresent()) {
        isWhole &=
            reading
                .tree(reference.get())
                .map(inner -> read(inner, reading.inside(inner), nodes, items))
                .orElse(false);
      } else {
        Optional<T> read = item.read(each, reading);
        nodes.add(each);
        read.ifPresent(items::add);
        isWhole &= read.isPresent();
      }
    }
    return isWhole;
  }

  private boolean isReference(Yaml.Scalar scalar) {
    return item.isCompound() && Reference.is(scalar);
  }

  @Override
  public String words() {
    return "a list";
  }

  @Override
  public boolean isCompound() {
    return true;
  }

  @Override
  public Description description() {
    return new Description.Items(item.description());
  }

  @Override
  public String written(List<T> value) {
    return "";
  }
}
