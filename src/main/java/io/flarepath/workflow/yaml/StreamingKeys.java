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
          "when a batch is read: `Once` and `AvailableNow` read what is there and end; a job with"
              + " one of the others is not run");

  private static final Key<Optional<Located<String>>> DURATION =
      Key.optional(
          "triggerDuration", Scalar.TEXT.located(), "how long between two batches that never end");

  private static final Key<OutputMode> OUTPUT_MODE =
      Key.withDefault(
          "outputMode",
          Choice.of(OutputMode.class),
          OutputMode.APPEND,
          "what a batch writes of a result that changes: `append`, `complete` or `update`");

  private static final Key<Optional<Located<String>>> CHECKPOINT =
      Key.optional(
          "checkpointLocation",
          Scalar.TEXT.located(),
          "a folder for what the stream has planned to read; without it one of the warehouse");

  private static final Key<Optional<Boolean>> FOR_EACH_BATCH =
      Key.optional(
              "forEachBatchMode",
              Scalar.BOOL,
              "whether each batch is written as a batch, which is always so")
          .or("batchMode");

  private static final Key<Map<String, Located<String>>> EXTRA =
      Key.withDefault(
          "extraOptions",
          new MapOf(true),
          Map.<String, Located<String>>of(),
          "further options of the stream");

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
              Key.ignored("showPreviewLines", "how many rows of a batch the original prints")),
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
    words.put("Continous", Trigger.CONTINUOUS); // As the original's own pages spell it.
    return words;
  }
}
