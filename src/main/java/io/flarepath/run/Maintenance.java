package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.ActionPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.publish.Backoff;
import io.flarepath.publish.Expiry;
import io.flarepath.publish.ExpiryRequest;
import io.flarepath.publish.Tables;
import io.flarepath.state.SummaryNames;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Action;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Does the actions of a job. Each is a commit of its own, like anybody else's: it gives way to
 * commits that come between, and is done again on the table as it is then.
 */
public final class Maintenance {

  private final Tables tables;
  private final RunEvents events;
  private final int attempts;
  private final Backoff backoff;
  private final Clock clock;

  /**
   * @param attempts how often an action is tried when others commit meanwhile
   */
  public Maintenance(Tables tables, RunEvents events, int attempts, Backoff backoff, Clock clock) {
    this.tables = tables;
    this.events = events;
    this.attempts = attempts;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * Does the actions in their order.
   *
   * @param done takes what was done, also when a later action fails
   */
  void run(Engine.Session session, String runId, JobPlan.Load job, List<ActionRecord> done) {
    for (ActionPlan plan : job.actions()) {
      Instant started = clock.instant();
      try {
        Done result = act(session, runId, job.name().value(), plan);
        ActionRecord record =
            new ActionRecord(
                plan, result.counts(), result.notes(), Duration.between(started, clock.instant()));
        done.add(record);
        events.acted(job.name().value(), record);
      } catch (FlarepathException e) {
        throw e.at(plan.action().name().span());
      }
    }
  }

  private record Done(Map<String, Long> counts, List<String> notes) {}

  private Done act(Engine.Session session, String runId, String job, ActionPlan plan) {
    return plan.action()
        .match(
            new Action.Cases<>() {
              @Override
              public Done rewriteDataset(Action.RewriteDataset action) {
                return commitOnly();
              }

              @Override
              public Done rewriteManifests(Action.RewriteManifests action) {
                return commitOnly();
              }

              @Override
              public Done expireSnapshots(Action.ExpireSnapshots action) {
                return expire(session, runId, job, plan, action);
              }

              @Override
              public Done removeOrphans(Action.RemoveOrphans action) {
                return commitOnly();
              }

              @Override
              public Done deleteFromDataset(Action.DeleteFromDataset action) {
                return delete(session, runId, job, plan);
              }

              private Done commitOnly() {
                return new Done(commit(session, runId, job, plan), List.of());
              }
            });
  }

  /** Which snapshots go is decided here, so that none goes that holds a state. */
  private Done expire(
      Engine.Session session,
      String runId,
      String job,
      ActionPlan plan,
      Action.ExpireSnapshots expire) {
    Expiry expiry =
        tables.expirable(
            plan.table(),
            new ExpiryRequest(plan.olderThan(), expire.snapshotIds(), expire.retainLast()));
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("expired_snapshots", (long) expiry.snapshots().size());
    if (!expiry.snapshots().isEmpty()) {
      counts.putAll(commit(session, runId, job, plan.with(expire.of(expiry.snapshots()))));
    }
    List<String> notes =
        expiry.kept().entrySet().stream()
            .map(
                kept ->
                    "snapshot %d is kept: it holds the last state of `%s`"
                        .formatted(kept.getKey(), String.join("`, `", kept.getValue())))
            .toList();
    return new Done(counts, notes);
  }

  private Done delete(Engine.Session session, String runId, String job, ActionPlan plan) {
    List<Long> earlier = history(plan.table()).stream().map(SnapshotFacts::id).toList();
    Map<String, Long> counts = new LinkedHashMap<>(commit(session, runId, job, plan));
    long rows =
        history(plan.table()).stream()
            .filter(snapshot -> runId.equals(snapshot.summary().get(SummaryNames.ACTION_RUN)))
            .filter(snapshot -> !earlier.contains(snapshot.id()))
            .mapToLong(Maintenance::rowsDeleted)
            .sum();
    counts.put("deleted_rows", rows);
    return new Done(counts, List.of());
  }

  private List<SnapshotFacts> history(TableName table) {
    return tables.load(table).map(facts -> facts.history()).orElse(List.of());
  }

  /** Files whose rows were deleted in part are written again, or get a list of deleted rows. */
  private static long rowsDeleted(SnapshotFacts snapshot) {
    return number(snapshot, "deleted-records")
        - number(snapshot, "added-records")
        + number(snapshot, "added-position-deletes")
        - number(snapshot, "removed-position-deletes");
  }

  private static long number(SnapshotFacts snapshot, String entry) {
    String text = snapshot.summary().getOrDefault(entry, "0");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private Map<String, Long> commit(
      Engine.Session session, String runId, String job, ActionPlan plan) {
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put(SummaryNames.ACTION, plan.action().word());
    summary.put(SummaryNames.ACTION_RUN, runId);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      if (tables.commits(plan.table(), summary, () -> counts.putAll(session.maintain(plan)))) {
        return counts;
      }
      events.triesAgain(job, plan.table().toString(), "other writers changed the table");
      backoff.pause(attempt);
    }
    throw new FlarepathException(
        Diagnostic.error(
                Code.TABLE_TOO_BUSY,
                "other writers kept changing %s while `%s` was running"
                    .formatted(plan.table(), plan.action().word()))
            .because("it was tried %d times and changed nothing".formatted(attempts))
            .help("run it when the table has fewer writers"));
  }
}
