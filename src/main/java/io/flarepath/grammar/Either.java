package io.flarepath.grammar;

import java.util.Optional;

/**
 * A single value, or a section that says the same at greater length.
 *
 * @param single how a single value is read
 * @param section how a map is read
 */
public record Either<T>(Type<T> single, Type<T> section) implements Type<T> {

  @Override
  public Optional<T> read(Yaml node, Reading reading) {
    return node.asMapping().isPresent() ? section.read(node, reading) : single.read(node, reading);
  }

  @Override
  public String words() {
    return single.words() + ", or " + section.words();
  }

  @Override
  public boolean isCompound() {
    return false;
  }

  @Override
  public Description description() {
    return new Description.Either(single.description(), section.description());
  }

  @Override
  public String written(T value) {
    return single.written(value);
  }
}
