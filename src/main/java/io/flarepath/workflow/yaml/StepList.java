package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a job: a list of maps with a {@code sequence}, each of which, or the whole list, may
 * stand in a file of its own.
 *
 * @param item one of those maps
 */
record StepList(Section<StepKeys.Group> item) implements Type<List<StepKeys.Group>> {

  private static final Diagnostic EMPTY =
      Diagnostic.error(Code.EMPTY_FILE, "the file holds no steps")
          .help("it begins with `sequence`, or with `steps`, or is a list of those");

  @Override
  public Optional<List<StepKeys.Group>> read(Yaml node, Reading reading) {
    List<Yaml> nodes = node instanceof Yaml.Sequence list ? list.items() : List.of(node);
    if (node instanceof Yaml.Scalar scalar && !Reference.is(scalar)) {
      reading.wrongType(words(), node);
      return Optional.empty();
    }
    List<StepKeys.Group> groups = new ArrayList<>();
    boolean isWhole = true;
    for (Yaml each : nodes) {
      Optional<List<StepKeys.Group>> read = one(each, reading);
      isWhole &= read.isPresent();
      read.ifPresent(groups::addAll);
    }
    return isWhole ? Optional.of(groups) : Optional.empty();
  }

  private Optional<List<StepKeys.Group>> one(Yaml node, Reading reading) {
    return node instanceof Yaml.Scalar scalar && Reference.is(scalar)
        ? file(scalar, reading)
        : item.read(node, reading).map(List::of);
  }

  private Optional<List<StepKeys.Group>> file(Yaml.Scalar scalar, Reading reading) {
    Outside outside = reading.outside();
    return outside
        .file(scalar, reading.problems())
        .flatMap(source -> YamlTree.of(source, outside.variables(), reading.problems(), EMPTY))
        .flatMap(tree -> read(unwrapped(tree), reading.inside(tree.span().source().name())));
  }

  // A file of steps may say so in its first line.
  private static Yaml unwrapped(Yaml tree) {
    return tree instanceof Yaml.Mapping map
            && map.entries().size() == 1
            && map.entries().get(0).key().equals("steps")
        ? map.entries().get(0).value()
        : tree;
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
