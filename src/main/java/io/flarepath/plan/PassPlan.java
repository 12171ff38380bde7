package io.flarepath.plan;

import io.flarepath.sql.BoundSql;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One pass of a job, decided: what is read, how it is written, and what the state will be.
 *
 * @param job the job
 * @param reads each incremental input's keys, SQL and window
 * @param writes what happens to each output table that takes part in this pass
 * @param deliveries what happens to each sink, before any of the tables is published
 * @param before the state that the pass starts from
 * @param after the state after its publish; equal to {@code before} in a backfill
 */
public record PassPlan(
    JobPlan.Load job,
    List<Read> reads,
    List<OutputWrite> writes,
    List<SinkWrite> deliveries,
    State before,
    State after) {

  public PassPlan {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    deliveries = List.copyOf(deliveries);
  }

  /** The keys of all reads, with their values. */
  public Map<KeyName, String> keys() {
    return keys(reads);
  }

  /** The keys of some reads, with their values. */
  public static Map<KeyName, String> keys(List<Read> reads) {
    Map<KeyName, String> keys = new LinkedHashMap<>();
    for (Read read : reads) {
      read.keys()
          .values()
          .forEach((key, value) -> keys.put(new KeyName(read.context(), key), value));
    }
    return keys;
  }

  /**
   * One incremental input in this pass.
   *
   * @param input the input
   * @param context its context
   * @param keys the resolved keys
   * @param sql the SQL as it will run
   * @param window the window on its column's axis, where that is known; else empty, in a list of at
   *     most one
   */
  public record Read(
      InputPlan input, String context, ResolvedKeys keys, BoundSql sql, List<Window> window) {

    public Read {
      window = List.copyOf(window);
    }
  }

  /**
   * Key values and where each came from.
   *
   * @param values in the order in which they were resolved
   * @param origins for each key, why it has this value
   */
  public record ResolvedKeys(Map<String, String> values, Map<String, Origin> origins) {
    public ResolvedKeys {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }
  }

  /** Where a key's value came from. */
  public enum Origin {
    STATE("from the state"),
    DEFAULT("the default"),
    SQL("from its SQL"),
    GIVEN("given on the command line");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /** In a few words. */
    public String words() {
      return words;
    }
  }
}
