/**
 * What users program against: classes of their own as steps of a job. Knows Spark's public
 * interface and nothing of Flarepath, so that what is built on it keeps working.
 */
@NullMarked
package io.flarepath.api;

import org.jspecify.annotations.NullMarked;
