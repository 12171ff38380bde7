package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.state.MarkTag;
import io.flarepath.state.Publication;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;

/** What is said of the tag that holds the snapshot of a job's state. */
public final class StateProblems {

  private StateProblems() {}

  /**
   * Somebody else uses the name of a job's tag.
   *
   * @param isTag whether for a tag, and not for a branch
   */
  public static Diagnostic taken(TableName table, String job, boolean isTag) {
    String kind = isTag ? "tag" : "branch";
    String name = MarkTag.of(job);
    return Diagnostic.error(
            Code.TAG_TAKEN,
            "%s has a %s `%s`, which the job `%s` did not set".formatted(table, kind, name, job))
        .because(
            "a job with a state sets a tag of this name on what it published last, and does not"
                + " take one away that it did not set; nothing was published")
        .help(
            "if it is not needed: `ALTER TABLE %s DROP %s `%s``"
                .formatted(table, isTag ? "TAG" : "BRANCH", name))
        .help(
            "otherwise make another %s of it first, or give the job another name".formatted(kind));
  }

  /** Main's history was cut by an expiry, and nothing shows whether it contains a publish. */
  static Diagnostic unknown(TableFacts table, String job, Publication last) {
    boolean isHeld = table.tag(job).isPresent();
    Diagnostic problem =
        Diagnostic.error(
                Code.ROLLBACK_UNKNOWN,
                "it is unknown whether the table %s was rolled back since the last run"
                    .formatted(table.name()))
            .because(
                "the job's last run %s published snapshot %d; snapshots after it have expired, and"
                        .formatted(last.runId(), last.snapshotId())
                    + " neither main's files nor earlier versions of the metadata show that main"
                    + " descends from it");
    return (isHeld
            ? problem
            : problem.because(
                "the tag `%s`, which held that snapshot, was dropped".formatted(MarkTag.of(job))))
        .help(
            "if the table was not rolled back or replaced, confirm the state: `flarepath state set`"
                + " with the keys that `flarepath state show` shows")
        .help("to load everything again: `flarepath state clear`");
  }
}
