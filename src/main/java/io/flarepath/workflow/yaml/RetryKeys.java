package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.Retry;
import io.flarepath.workflow.Retry.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of {@code retry}. */
final class RetryKeys {

  private static final Key<Integer> COUNT =
      Key.withDefault("count", Scalar.WHOLE, 1, "the maximum number of retries of a failed job");

  private static final Key<Strategy> STRATEGY =
      Key.withDefault(
          "strategy",
          Choice.of(List.of(Strategy.values()), Strategy::word),
          Strategy.ON_FAILURE,
          "which failures to retry: `Always` and `OnFailure`, all; `OnError`, all but errors in the"
              + " workflow or the data; `OnTransientError`, only failures of the storage, the"
              + " catalog or the network, and conflicts with other writers");

  private static final Key<Duration> DURATION =
      Key.withDefault(
          "duration", Durations.DURATION, Duration.ZERO, "how long to wait before each retry");

  private static final Key<Optional<Duration>> MAX_DURATION =
      Key.optional(
          "maxDuration",
          Durations.DURATION,
          "how long after the job's first start a retry may still begin");

  static final Section<Retry> SECTION =
      Section.of(
          "dag[].retry",
          List.of(COUNT, STRATEGY, DURATION, MAX_DURATION),
          fields ->
              new Retry(
                  fields.get(COUNT),
                  fields.get(STRATEGY),
                  fields.get(DURATION),
                  fields.get(MAX_DURATION)));

  private RetryKeys() {}
}
