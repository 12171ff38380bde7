package io.flarepath.workflow;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an output passes to the writer of its rows.
 *
 * @param partitionBy the columns whose values determine the folders of the files
 * @param compression how files are compressed, by the name that their format has for it
 * @param driver the class of the JDBC driver
 * @param checkpoint the folder where a stream stores its progress
 * @param extra further options, passed on as they are
 */
public record WriterOptions(
    List<Located<String>> partitionBy,
    Optional<Located<String>> compression,
    Optional<Located<String>> driver,
    Optional<Located<String>> checkpoint,
    Map<String, Located<String>> extra) {

  /** Nothing is given. */
  public static final WriterOptions NONE =
      new WriterOptions(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  public WriterOptions {
    partitionBy = List.copyOf(partitionBy);
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /** With what an older form says, where nothing is said here. */
  public WriterOptions or(WriterOptions old) {
    Map<String, Located<String>> all = new LinkedHashMap<>(old.extra);
    all.putAll(extra);
    return new WriterOptions(
        partitionBy.isEmpty() ? old.partitionBy : partitionBy,
        compression.or(() -> old.compression),
        driver.or(() -> old.driver),
        checkpoint.or(() -> old.checkpoint),
        all);
  }

  /** What is told to the writer of files: what their format takes by default, and what is extra. */
  public Map<String, String> of(Format stored) {
    Map<String, String> written = new LinkedHashMap<>();
    extra.forEach((name, value) -> written.put(name, value.value()));
    Map<String, String> all = new LinkedHashMap<>(stored.defaults(written));
    all.putAll(written);
    return all;
  }

  /** The same with another driver. */
  public WriterOptions driver(Optional<Located<String>> other) {
    return new WriterOptions(partitionBy, compression, other, checkpoint, extra);
  }
}
