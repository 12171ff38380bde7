/**
 * The program that people start: arguments, terminal, exit codes, the system clock and the wiring.
 * Knows every other room; no other room may know it.
 */
@NullMarked
package io.flarepath.cli;

import org.jspecify.annotations.NullMarked;
