/**
 * Small incremental workflows, drawn at random, each compared with one full computation. Knows the
 * laboratory and what people can write; not how windows are found or written.
 */
@NullMarked
package io.flarepath.generated;

import org.jspecify.annotations.NullMarked;
