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
      Key.withDefault("count", Scalar.WHOLE, 1, "how often, at most, a failed job is tried again");

  private static final Key<Strategy> STRATEGY =
      Key.withDefault(
          "strategy",
          Choice.of(List.of(Strategy.values()), Strategy::word),
          Strategy.ON_FAILURE,
          "after which failures: `Always` and `OnFailure` after all; `OnError` not after the"
              + " workflow's and the data's own; `OnTransientError` after those of the storage, the"
              + " catalog and the network, and when others were faster");

  private static final Key<Duration> DURATION =
      Key.withDefault(
          "duration", Durations.DURATION, Duration.ZERO, "how long to wait before each try");

  private static final Key<Optional<Duration>> MAX_DURATION =
      Key.optional(
          "maxDuration",
          Durations.DURATION,
          "how long after the job's first start a new try may begin");

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
