package io.flarepath.publish;

import java.time.Instant;

/**
 * Which pass of which run: what stands in the table tells whether it was this one that published.
 *
 * @param number the pass within the job and run, from 1
 * @param started when it was about to be decided
 */
public record PassId(String runId, int number, Mode mode, Instant started) {}
