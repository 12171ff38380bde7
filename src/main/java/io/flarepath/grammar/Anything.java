package io.flarepath.grammar;

import java.util.Optional;

/** A value that nothing is asked of. */
public record Anything() implements Type<Yaml> {

  @Override
  public Optional<Yaml> read(Yaml node, Reading reading) {
    return Optional.of(node);
  }

  @Override
  public String words() {
    return "anything";
  }

  @Override
  public boolean isCompound() {
    return false;
  }

  @Override
  public Description description() {
    return new Description.Any();
  }

  @Override
  public String written(Yaml value) {
    return "";
  }
}
