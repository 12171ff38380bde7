package io.flarepath.pass;

import java.util.Optional;

/** Which rows of an output table a slice replaces, as far as the slice knows. */
public sealed interface Region {

  /** The choice that a case makes; a new case has to be handled wherever one is made. */
  interface Cases<R> {
    R ofWindow(OfWindow region);

    R partitionsPresent(PartitionsPresent region);

    R unknown(Unknown region);
  }

  <R> R match(Cases<R> cases);

  /** The window, where the region is one. */
  default Optional<Window> window() {
    return Optional.empty();
  }

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
  }

  /** The partitions that the result has rows for, and nothing else: the strategy has no window. */
  record PartitionsPresent() implements Region {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.partitionsPresent(this);
    }
  }

  /**
   * The rows of a window that is not known.
   *
   * @param because why it is not, part of a sentence
   */
  record Unknown(String because) implements Region {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unknown(this);
    }
  }
}
