package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.publish.Catalog;
import io.flarepath.run.Engine.FrozenInput;
import io.flarepath.run.Engine.FrozenTable;
import io.flarepath.source.DataSource;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether a pass failed because others took away what it was reading: a snapshot of a source, or
 * its files. What counts is what the catalog says now, and which file is missing, and not the words
 * of the failure.
 */
record ChangedSources(Catalog tables, Reads session) {

  /** Failures that say something of the output, or of a source before it was read. */
  private static final Set<Code> OTHER =
      Set.of(
          Code.TABLE_MISSING,
          Code.PATH_MISSING,
          Code.OUTCOME_UNKNOWN,
          Code.ANOTHER_RUN_WON,
          Code.AUDIT_REJECTED,
          Code.FOREIGN_ROWS,
          Code.BRANCH_TOUCHED,
          Code.INTERRUPTED,
          Code.ENGINE_STOPPED,
          Code.DELIVERY_FAILED,
          Code.OUT_OF_MEMORY,
          Code.SOURCE_CHANGED);

  /**
   * What happened to a source.
   *
   * @param input what reads it
   * @param source the table, or the path
   * @param what happened, as a sentence
   */
  record Change(FrozenInput input, String source, String what) {

    /** The failure of a pass that has been tried again in vain, or cannot be. */
    FlarepathException failure(Exception cause) {
      Diagnostic told =
          Diagnostic.error(Code.SOURCE_CHANGED, source + " changed while it was read")
              .at(input.input().input().place())
              .because(what);
      for (Diagnostic each : first(cause)) {
        told = told.because(each.message());
      }
      return new FlarepathException(
          input.input().source().asFiles().isPresent()
              ? told.help("run it again when nothing removes files there")
              : told.help(
                      "run it again when no maintenance of the source is under way; let its"
                          + " `expire_snapshots` and `remove_orphan_files` keep what is younger than"
                          + " a pass takes")
                  .help("smaller windows make passes shorter"),
          cause);
    }

    private static List<Diagnostic> first(Exception cause) {
      return cause instanceof FlarepathException known
          ? known.diagnostics().stream().limit(1).toList()
          : List.of();
    }
  }

  /**
   * Does something that reads the sources, and is not done again.
   *
   * @throws FlarepathException with {@link Code#SOURCE_CHANGED} if a source was changed meanwhile
   */
  <T> T telling(Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      Optional<Change> change = behind(e);
      if (change.isPresent()) {
        throw change.get().failure(e);
      }
      throw e;
    }
  }

  /** What others did to a source, if that can be why a pass failed. */
  Optional<Change> behind(Exception failure) {
    if (failure instanceof FlarepathException known && OTHER.contains(known.code())) {
      return Optional.empty();
    }
    MissingFiles missing = MissingFiles.in(failure);
    try {
      for (FrozenInput input : session.frozen()) {
        Optional<Change> change = changeOf(input, missing);
        if (change.isPresent()) {
          return change;
        }
      }
      return Optional.empty();
    } catch (FlarepathException unreachable) {
      return Optional.empty(); // Then that is why it failed.
    }
  }

  private Optional<Change> changeOf(FrozenInput input, MissingFiles missing) {
    for (Map.Entry<TableName, FrozenTable> each : input.tables().entrySet()) {
      Optional<String> what = whatHappened(each.getKey(), each.getValue(), missing);
      if (what.isPresent()) {
        return Optional.of(new Change(input, "the table " + each.getKey(), what.get()));
      }
    }
    return input
        .input()
        .source()
        .asFiles()
        .map(DataSource.Files::path)
        .flatMap(
            path ->
                missing
                    .below(path)
                    .map(
                        file ->
                            new Change(
                                input,
                                path,
                                "its file %s was removed, or replaced".formatted(file))));
  }

  private Optional<String> whatHappened(TableName name, FrozenTable table, MissingFiles missing) {
    if (table.snapshotId().isEmpty()) {
      return Optional.empty();
    }
    long snapshot = table.snapshotId().getAsLong();
    Optional<List<String>> folders = tables.folders(name, snapshot);
    Optional<TableFacts> now = tables.load(name);
    if (folders.isPresent()) {
      return folders.get().stream()
          .flatMap(folder -> missing.below(folder).stream())
          .findFirst()
          .map("its file %s is missing, which the snapshot that is read still names"::formatted)
          .or(
              () ->
                  now.filter(facts -> !facts.columns().equals(table.columns()))
                      .map(facts -> "its columns were changed"));
    }
    return Optional.of(
        now.isPresent()
            ? "its snapshot %d, which was read, has been expired, or another table has its name"
                .formatted(snapshot)
            : "it has been dropped or renamed");
  }
}
