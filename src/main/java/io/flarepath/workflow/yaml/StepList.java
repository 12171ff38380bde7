package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.grammar.Description;
import io.flarepath.grammar.Reading;
import io.flarepath.grammar.Reference;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Type;
import io.flarepath.grammar.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a job: a list of maps with a {@code sequence}, each of which, or the whole list, may
 * stand in a file of its own.
 *
 * @param item one of those maps
 * @param <G> what is made of one
 */
record StepList<G>(Section<G> item) implements Type<List<G>> {

  private static final Diagnostic EMPTY =
      Diagnostic.error(Code.EMPTY_FILE, "the file contains no steps")
          .help("it must start with `sequence` or `steps`, or be a list of those");

  @Override
  public Optional<List<G>> read(Yaml node, Reading reading) {
    if (node.asScalar().filter(text -> !Reference.is(text)).isPresent()) {
      reading.wrongType(words(), node);
      return Optional.empty();
    }
    List<G> groups = new ArrayList<>();
    boolean isWhole = true;
    for (Yaml each : node.items()) {
      Optional<List<G>> read = one(each, reading);
      isWhole &= read.isPresent();
      read.ifPresent(groups::addAll);
    }
    return isWhole ? Optional.of(groups) : Optional.empty();
  }

  private Optional<List<G>> one(Yaml node, Reading reading) {
    Optional<Yaml.Scalar> reference = node.asScalar().filter(Reference::is);
    return reference.isPresent()
        ? file(reference.get(), reading)
        : item.read(node, reading).map(List::of);
  }

  // A file of steps may say so in its first line.
  private Optional<List<G>> file(Yaml.Scalar scalar, Reading reading) {
    return reading
        .tree(scalar, EMPTY)
        .flatMap(tree -> read(tree.unwrapped("steps"), reading.inside(tree)));
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
  public String written(List<G> value) {
    return "";
  }
}
