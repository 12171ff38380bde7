package io.flarepath.publish;

/** A written result and the snapshot that was made of it, which is not published yet. */
record Candidate(Written written, Staged staged) {}
