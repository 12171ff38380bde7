package io.flarepath.workflow;

/** How an input is read a part at a time. Each strategy is one case. */
public sealed interface Incremental permits KeySql {}
