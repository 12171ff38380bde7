package io.flarepath.pass;

import java.util.Optional;

/** Which rows of an output table a slice replaces, as far as the slice knows. */
public sealed interface Region {

  /** The choice that a case makes; a new case has to be handled wherever one is made. */
  interface Cases<R> {
    R ofWindow(OfWindow region);

    R partitionsPresent(PartitionsPresent region);
  }

  <R> R match(Cases<R> cases);

  /** The window, where the region is one. */
  Optional<Window> window();

  /** Why the slice does not tell its region, part of a sentence; empty where it does. */
  Optional<String> unknown();

  /** The rows of a window. */
  record OfWindow(Window rows) implements Region {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ofWindow(this);
    }

    @Override
    public Optional<Window> window() {
      return Optional.of(rows);
    }

    @Override
    public Optional<String> unknown() {
      return Optional.empty();
    }
  }

  /**
   * The slice does not tell; what is left is the partitions that the result has rows for.
   *
   * @param because why it does not tell, part of a sentence
   */
  record PartitionsPresent(String because) implements Region {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.partitionsPresent(this);
    }

    @Override
    public Optional<Window> window() {
      return Optional.empty();
    }

    @Override
    public Optional<String> unknown() {
      return Optional.of(because);
    }
  }
}
