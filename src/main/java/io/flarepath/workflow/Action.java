package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Maintenance of a table, after the outputs of the job are published. */
public sealed interface Action {

  /** The action as it is written. */
  Located<String> name();

  /** Which input's table is meant; empty: every table that the job writes, else reads. */
  Optional<Located<String>> input();

  /** What the action is called, regardless of the spelling used. */
  String word();

  /** Only what is from before it; empty where the action has no such limit, or none is written. */
  Optional<Located<Moment>> olderThan();

  /** The condition in SQL for what it concerns; empty where it has none, or none is written. */
  Optional<Passage> condition();

  /** How its rows are sorted, as Iceberg's procedure takes it; empty where it does not say. */
  default Optional<Located<String>> sortOrder() {
    return Optional.empty();
  }

  /** The answer for the case that it is. */
  <R> R match(Cases<R> cases);

  /**
   * An answer for each case.
   *
   * @param <R> what the answer is
   */
  interface Cases<R> {
    R rewriteDataset(RewriteDataset action);

    R rewriteManifests(RewriteManifests action);

    R expireSnapshots(ExpireSnapshots action);

    R removeOrphans(RemoveOrphans action);

    R deleteFromDataset(DeleteFromDataset action);
  }

  /**
   * Writes the files of a table anew: fewer and larger ones, or sorted ones. No row changes.
   *
   * @param sortOrder how to sort, as Iceberg's procedure takes it
   * @param where an SQL condition; other files are left alone
   * @param properties options of the procedure
   */
  record RewriteDataset(
      Located<String> name,
      Optional<Located<String>> input,
      Optional<Strategy> strategy,
      Optional<Located<String>> sortOrder,
      Optional<Passage> where,
      Map<String, Located<String>> properties)
      implements Action {

    public RewriteDataset {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    @Override
    public String word() {
      return "rewrite_dataset";
    }

    @Override
    public Optional<Located<Moment>> olderThan() {
      return Optional.empty();
    }

    @Override
    public Optional<Passage> condition() {
      return where;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rewriteDataset(this);
    }
  }

  /** How files are put together. */
  enum Strategy {
    BINPACK,
    SORT
  }

  /**
   * Writes the lists of a table's files anew.
   *
   * @param useCaching whether the engine keeps them in memory meanwhile; empty: Iceberg decides
   */
  record RewriteManifests(
      Located<String> name, Optional<Located<String>> input, Optional<Boolean> useCaching)
      implements Action {

    @Override
    public String word() {
      return "rewrite_manifests";
    }

    @Override
    public Optional<Located<Moment>> olderThan() {
      return Optional.empty();
    }

    @Override
    public Optional<Passage> condition() {
      return Optional.empty();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.rewriteManifests(this);
    }
  }

  /**
   * Forgets old snapshots and deletes the files that only they need.
   *
   * @param olderThan only snapshots before it; empty: what the table's properties say
   * @param snapshotIds these too
   * @param retainLast at least so many are left; empty: what the table's properties say
   * @param deletes how files are deleted
   */
  record ExpireSnapshots(
      Located<String> name,
      Optional<Located<String>> input,
      Optional<Located<Moment>> olderThan,
      List<Long> snapshotIds,
      OptionalInt retainLast,
      Deletes deletes)
      implements Action {

    public ExpireSnapshots {
      snapshotIds = List.copyOf(snapshotIds);
    }

    /** The same expiry of exactly these snapshots. */
    public ExpireSnapshots of(List<Long> snapshots) {
      return new ExpireSnapshots(
          name, input, Optional.empty(), snapshots, OptionalInt.empty(), deletes);
    }

    @Override
    public String word() {
      return "expire_snapshots";
    }

    @Override
    public Optional<Passage> condition() {
      return Optional.empty();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.expireSnapshots(this);
    }
  }

  /**
   * How an action deletes files.
   *
   * @param inParallel how many at a time; empty: one
   * @param isStreamed whether the names of the files come to the driver bit by bit; empty: Iceberg
   *     decides
   */
  record Deletes(OptionalInt inParallel, Optional<Boolean> isStreamed) {

    /** As Iceberg does it. */
    public static final Deletes DEFAULT = new Deletes(OptionalInt.empty(), Optional.empty());
  }

  /**
   * Deletes files in a table's folder that no snapshot needs.
   *
   * @param olderThan only files from before it; empty: Iceberg's three days
   * @param location another folder to look in
   * @param isDryRun whether to count the files without removing them
   * @param deletes how files are deleted
   */
  record RemoveOrphans(
      Located<String> name,
      Optional<Located<String>> input,
      Optional<Located<Moment>> olderThan,
      Optional<Located<String>> location,
      boolean isDryRun,
      Deletes deletes)
      implements Action {

    @Override
    public String word() {
      return "remove_orphans";
    }

    @Override
    public Optional<Passage> condition() {
      return Optional.empty();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.removeOrphans(this);
    }
  }

  /**
   * Deletes rows.
   *
   * @param where a condition in SQL, in which the table is called {@code target}; it may read the
   *     job's views
   */
  record DeleteFromDataset(Located<String> name, Optional<Located<String>> input, Passage where)
      implements Action {

    @Override
    public String word() {
      return "delete_from_dataset";
    }

    @Override
    public Optional<Located<Moment>> olderThan() {
      return Optional.empty();
    }

    @Override
    public Optional<Passage> condition() {
      return Optional.of(where);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.deleteFromDataset(this);
    }
  }
}
