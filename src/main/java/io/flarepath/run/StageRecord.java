package io.flarepath.run;

import io.flarepath.plan.Stage;
import java.time.Duration;

/**
 * How long a stage of a pass took.
 *
 * @param took also where the stage failed; publishing again after a conflict counts as publishing
 */
public record StageRecord(Stage stage, Duration took) {}
