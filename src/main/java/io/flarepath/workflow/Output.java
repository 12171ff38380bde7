package io.flarepath.workflow;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One entry of {@code outputs}: a view that is written to a table.
 *
 * @param name the name of the view to write
 * @param dataset the address of the table, or of what else it is written to
 * @param format the format as written; without one the depot decides
 * @param saveMode as written; {@link #saveModeFor} knows what holds without one
 * @param dynamicOverwrite whether {@code overwrite-mode: dynamic} is set
 * @param replace what a dynamic overwrite of an incremental job replaces
 * @param onLeak what to do with rows of the result that lie outside the window
 * @param sort how to order the rows inside the files
 * @param properties table properties, in the order in which they were written, without {@code
 *     overwrite-mode}; Iceberg's {@code format-version} by its exact name, its value stripped
 * @param partitioning the partition spec of a new table; empty: not partitioned
 * @param merge how rows meet one by one; without it they are added or replaced
 * @param schemaChange what becomes of a table whose columns are not the result's
 * @param writer the options passed to the writer of the rows
 * @param about what people say of the dataset
 * @param assertions checks of the result's rows before readers can see them
 */
public record Output(
    Located<String> name,
    Located<String> dataset,
    Optional<Located<Format>> format,
    Optional<Located<SaveMode>> saveMode,
    boolean dynamicOverwrite,
    Replace replace,
    OnLeak onLeak,
    Optional<Sort> sort,
    Map<String, Located<String>> properties,
    List<PartitionField> partitioning,
    Optional<Merge> merge,
    SchemaChange schemaChange,
    WriterOptions writer,
    About about,
    List<Assertion> assertions) {

  private static final Pattern INSTRUCTION =
      Pattern.compile("(write|read|commit|history|gc|format|compatibility)[.-].+");

  public Output {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    partitioning = List.copyOf(partitioning);
    assertions = List.copyOf(assertions);
  }

  /**
   * The mode in which the rows are saved: as written, else overwrite, as Flare documents it. A log
   * cannot be overwritten: rows are appended to it even if that is written.
   *
   * @param isLog whether rows can only be added to the target: then append is the default
   */
  public SaveMode saveModeFor(boolean isLog) {
    SaveMode usual = isLog ? SaveMode.APPEND : SaveMode.OVERWRITE;
    return saveMode
        .map(Located::value)
        .filter(mode -> !isLog || mode != SaveMode.OVERWRITE)
        .orElse(usual);
  }

  /** The same, written so. */
  public Output savedAs(SaveMode mode) {
    return new Output(
        name,
        dataset,
        format,
        Optional.of(new Located<>(mode, name.span())),
        dynamicOverwrite,
        replace,
        onLeak,
        sort,
        properties,
        partitioning,
        merge,
        schemaChange,
        writer,
        about,
        assertions);
  }

  /**
   * The same, with other words in what a table tells of itself, for example without secrets.
   * Iceberg's own properties say what it does, such as where files are, and stay as they are.
   */
  Output reworded(UnaryOperator<String> words) {
    Map<String, Located<String>> told = new LinkedHashMap<>();
    properties.forEach(
        (property, value) ->
            told.put(property, INSTRUCTION.matcher(property).matches() ? value : value.map(words)));
    return new Output(
        name,
        dataset,
        format,
        saveMode,
        dynamicOverwrite,
        replace,
        onLeak,
        sort,
        told,
        partitioning,
        merge,
        schemaChange,
        writer,
        about.reworded(words),
        assertions);
  }

  /** How the result meets the rows that are there. */
  public enum SaveMode {
    APPEND,
    OVERWRITE,
    /** Writes only a table that is not there yet. */
    IGNORE,
    /** Writes only a table that is not there yet; one that is there is an error. */
    ERRORIFEXISTS
  }

  /** What becomes of a table whose columns are not the result's. */
  public enum SchemaChange {
    /** It stays as it is, and a result that does not fit is an error. */
    FAIL,
    /** New columns are added to it, and types are widened where that keeps every value. */
    ADD
  }

  /** What a dynamic overwrite of an incremental job replaces. */
  public enum Replace {
    /** The rows of the pass's window, and no others. */
    WINDOW,
    /** The partitions that the result has rows for, with whatever else is in them. */
    PARTITIONS
  }

  /** What to do with rows of the result that lie outside the window. */
  public enum OnLeak {
    FAIL,
    DROP
  }
}
