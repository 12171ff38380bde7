package io.flarepath.workflow;

import io.flarepath.diagnostic.Span;

/**
 * How an input is read a part at a time. Each strategy has one implementation, a record of what the
 * user wrote, which its own form of the grammar makes.
 */
public interface Incremental {

  /** Where {@code incremental} is written. */
  Span span();
}
