/**
 * A laboratory: real tables, a real engine, and a small language in which tests say what they do.
 * Knows every room; no room knows it.
 */
@NullMarked
package io.flarepath.lab;

import org.jspecify.annotations.NullMarked;
