package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;

/**
 * How an input is read a part at a time, as the user wrote it. Each strategy has one
 * implementation, which its form of the grammar makes.
 */
public interface Incremental {

  /** Where it is written, to point at. */
  Span span();

  /** The view of the whole input, which is also the scope of its state. Has no dot in it. */
  Located<String> context();
}
