package io.flarepath.counter;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.workflow.Incremental;

/**
 * What a workflow says: {@code incremental: {context: …, counter: {column: id, size: 10, every:
 * 3}}}.
 *
 * @param column a column of whole numbers; group n holds the values from n·size to before
 *     (n+1)·size
 * @param every only every so many groups are read
 */
record Counter(Span span, Located<String> context, Located<String> column, int size, int every)
    implements Incremental {}
