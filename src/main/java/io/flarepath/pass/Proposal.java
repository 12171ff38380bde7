package io.flarepath.pass;

/**
 * What a strategy would read next. The slice is there also when it is not due, for a caller who
 * wants it all the same.
 */
public record Proposal(Slice slice, Readiness readiness) {}
