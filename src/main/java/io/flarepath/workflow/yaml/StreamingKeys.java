package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.MapOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.Streaming;
import io.flarepath.workflow.Streaming.OutputMode;
import io.flarepath.workflow.Streaming.Trigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code streaming} of a job. */
final class StreamingKeys {

  private static final Key<Optional<Located<Trigger>>> TRIGGER =
      Key.optional(
          "triggerMode",
          new Choice<>(triggers(), List.of()).located(),
          "when to read a batch: `Once` and `AvailableNow` read the available data and stop; a"
              + " job with"
              + " any other trigger is not run");

  private static final Key<Optional<Located<String>>> DURATION =
      Key.optional(
          "triggerDuration",
          Scalar.TEXT.located(),
          "the interval between the batches of an endless stream");

  private static final Key<OutputMode> OUTPUT_MODE =
      Key.withDefault(
          "outputMode",
          Choice.of(OutputMode.class),
          OutputMode.APPEND,
          "which rows of a changing result a batch writes: `append`, `complete` or `update`");

  private static final Key<Optional<Located<String>>> CHECKPOINT =
      Key.optional(
          "checkpointLocation",
          Scalar.TEXT.located(),
          "the folder for the stream's read plan; by default, a folder in the warehouse");

  private static final Key<Optional<Boolean>> FOR_EACH_BATCH =
      Key.optional(
              "forEachBatchMode",
              Scalar.BOOL,
              "accepted and not needed: each batch is always written as a batch")
          .or("batchMode");

  private static final Key<Map<String, Located<String>>> EXTRA =
      Key.withDefault(
          "extraOptions",
          new MapOf(true),
          Map.<String, Located<String>>of(),
          "additional options of the stream");

  static final Section<Streaming> SECTION =
      Section.of(
          "job.streaming",
          List.of(
              TRIGGER,
              DURATION,
              OUTPUT_MODE,
              CHECKPOINT,
              FOR_EACH_BATCH,
              EXTRA,
              Key.ignored("showPreviewLines", "how many rows of a batch Flare prints")),
          fields ->
              new Streaming(
                  fields.get(TRIGGER),
                  fields.get(DURATION),
                  fields.get(OUTPUT_MODE),
                  fields.get(CHECKPOINT),
                  fields.get(EXTRA)));

  private StreamingKeys() {}

  private static Map<String, Trigger> triggers() {
    Map<String, Trigger> words = new LinkedHashMap<>();
    for (Trigger trigger : Trigger.values()) {
      words.put(trigger.word(), trigger);
    }
    words.put("Continous", Trigger.CONTINUOUS); // As Flare's own pages spell it.
    return words;
  }
}
