package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a job reads inputs that never end.
 *
 * @param trigger when a batch of new rows is read
 * @param pause how long between two batches of {@link Trigger#PROCESSING_TIME}, as written
 * @param outputMode what a batch writes of a result that changes
 * @param checkpoint where the stream keeps what it has planned to read; without one a folder of the
 *     warehouse
 * @param extra options of every output's writer
 */
public record Streaming(
    Optional<Located<Trigger>> trigger,
    Optional<Located<String>> pause,
    OutputMode outputMode,
    Optional<Located<String>> checkpoint,
    Map<String, Located<String>> extra) {

  /** What a job does with streaming inputs if it says nothing of it. */
  public static final Streaming DEFAULT =
      new Streaming(
          Optional.empty(), Optional.empty(), OutputMode.APPEND, Optional.empty(), Map.of());

  public Streaming {
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** When a batch of new rows is read, in Spark's terms. */
  public enum Trigger {
    /** Again and again, without end. */
    PROCESSING_TIME("ProcessingTime", false),
    /** All that is there now, in one batch. */
    ONCE("Once", true),
    /** Row by row, without end. */
    CONTINUOUS("Continuous", false),
    /** All that is there now, in as many batches as the source likes. */
    AVAILABLE_NOW("AvailableNow", true);

    private final String word;
    private final boolean ends;

    Trigger(String word, boolean ends) {
      this.word = word;
      this.ends = ends;
    }

    /** The name as Spark and workflows write it. */
    public String word() {
      return word;
    }

    /** Whether the job ends when it has read the available data. */
    public boolean ends() {
      return ends;
    }
  }

  /** What a batch writes of a result that changes, in Spark's terms. */
  public enum OutputMode {
    /** Rows that will not change any more. */
    APPEND,
    /** The whole result. */
    COMPLETE,
    /** Rows that are new or have changed. */
    UPDATE;

    /** The name as Spark writes it: a capital letter first. */
    public String word() {
      String lower = name().toLowerCase(Locale.ROOT);
      return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }
  }

  /** The trigger, as written or as it is without. */
  public Trigger effectiveTrigger() {
    return trigger.map(Located::value).orElse(Trigger.AVAILABLE_NOW);
  }
}
