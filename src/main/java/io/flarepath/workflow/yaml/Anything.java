package io.flarepath.workflow.yaml;

import java.util.Optional;

/** A value that nobody looks into. */
record Anything() implements Type<Yaml> {

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
}
