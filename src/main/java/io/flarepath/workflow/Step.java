package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;

/**
 * One entry of a {@code sequence}: SQL whose result becomes a view.
 *
 * @param name the view's name; it may shadow an earlier view
 */
public record Step(Located<String> name, Passage sql) {}
