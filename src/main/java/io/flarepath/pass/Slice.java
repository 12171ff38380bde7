package io.flarepath.pass;

import io.flarepath.sql.BoundSql;
import io.flarepath.state.KeyName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass reads of one input, why, which rows of the output it replaces, and how it moves the
 * progress.
 *
 * @param input the input's name
 * @param context the scope of its progress, and the view of the whole input that its SQL reads
 * @param why why it is read, one sentence
 * @param keys the values by which it is known, in order: the same keys are the same slice
 * @param sql selects its rows from the context; empty where the engine hands them over itself
 * @param skipped the windows without rows before its own, which its region covers too
 */
public record Slice(
    String input,
    String context,
    String why,
    List<SliceKey> keys,
    Optional<BoundSql> sql,
    Region region,
    Advance advance,
    Optional<Skipped> skipped) {

  /** A slice that skips nothing. */
  public Slice(
      String input,
      String context,
      String why,
      List<SliceKey> keys,
      Optional<BoundSql> sql,
      Region region,
      Advance advance) {
    this(input, context, why, keys, sql, region, advance, Optional.empty());
  }

  public Slice {
    keys = List.copyOf(keys);
  }

  /** The window of the region, where the region is one. */
  public Optional<Window> window() {
    return region.window();
  }

  /**
   * The same slice, with the windows without rows before it.
   *
   * @param whole the range of those windows and of its own, which it replaces
   */
  public Slice after(Skipped empty, Window whole) {
    return new Slice(
        input,
        context,
        why + "; " + empty,
        keys,
        sql,
        new Region.OfWindow(whole),
        advance,
        Optional.of(empty));
  }

  /** The keys of some slices, with their values. */
  public static Map<KeyName, String> keys(List<Slice> slices) {
    Map<KeyName, String> keys = new LinkedHashMap<>();
    slices.forEach(slice -> slice.keys().forEach(key -> keys.put(key.name(), key.value())));
    return keys;
  }
}
