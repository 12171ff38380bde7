/**
 * Knows what the file system of this machine says of paths: where symbolic links lead. It must not
 * know what is read or written there.
 */
@NullMarked
package io.flarepath.spark.files;

import org.jspecify.annotations.NullMarked;
