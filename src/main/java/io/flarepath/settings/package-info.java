/**
 * What the user wrote in the settings, as records. Must not know the file format they came from.
 */
@NullMarked
package io.flarepath.settings;

import org.jspecify.annotations.NullMarked;
