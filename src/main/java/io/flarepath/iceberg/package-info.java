/**
 * Iceberg tables through their own library: loading, branches, staging, publishing, the state
 * properties. Must not know a session or a DataFrame; the engine only hands files over.
 */
@NullMarked
package io.flarepath.iceberg;

import org.jspecify.annotations.NullMarked;
