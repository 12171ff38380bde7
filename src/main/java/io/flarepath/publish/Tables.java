package io.flarepath.publish;

/**
 * All ports to tables at once, as the wiring makes them. Who only looks takes a {@link Catalog}.
 */
public interface Tables extends Catalog, Stager, Publisher {}
