package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;

/**
 * A job of a stack that is not ours. It is reported and skipped.
 *
 * @param stack the stack as written
 */
public record ForeignJob(Head head, Located<String> stack) implements Job {}
