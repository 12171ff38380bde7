package io.flarepath.run;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.OutputPlan;
import io.flarepath.publish.Branch;
import io.flarepath.publish.BranchNames;
import io.flarepath.publish.Tables;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does a pass once more, from the newest snapshots, if others took away what it was reading. It is
 * decided anew too, since the newest snapshots may have another window.
 */
record PassRetry(Tables tables, Engine.Session session, JobPlan.Load job, RunEvents events) {

  private static final System.Logger LOG = System.getLogger(PassRetry.class.getName());

  /**
   * Does a pass.
   *
   * @param pass freezes the inputs, decides and does it
   * @throws io.flarepath.diagnostic.FlarepathException with {@link
   *     io.flarepath.diagnostic.Code#SOURCE_CHANGED} if a source changed both times, or the pass
   *     had published or delivered something before it failed, so that it cannot be done again
   */
  Optional<String> of(Passes passes, Supplier<Optional<String>> pass) {
    int before = passes.size();
    try {
      return pass.get();
    } catch (Exception e) {
      Optional<ChangedSources.Change> change = changes().behind(e);
      if (change.isEmpty()) {
        throw e;
      }
      if (passes.size() > before) {
        throw change.get().failure(e);
      }
      passes.failed();
      session.freeze(List.of());
      removeBranches(passes.runId());
      events.triesAgain(job.name().value(), change.get().source(), change.get().what());
    }
    try {
      return pass.get();
    } catch (Exception e) {
      Optional<ChangedSources.Change> again = changes().behind(e);
      if (again.isPresent()) {
        throw again.get().failure(e);
      }
      throw e;
    }
  }

  /** Whether a pass failed because others took away what its session was reading. */
  boolean isWorthwhile(Exception failure, Engine.Session reader) {
    return new ChangedSources(tables, reader).behind(failure).isPresent();
  }

  private ChangedSources changes() {
    return new ChangedSources(tables, session);
  }

  /** The branch of a failed audit stays for people to look at; this one nobody will ask for. */
  private void removeBranches(String runId) {
    String name = BranchNames.of(job.name().value(), runId);
    try {
      for (OutputPlan output : job.outputs()) {
        for (Branch branch : tables.branches(output.table(), job.name().value())) {
          if (branch.name().equals(name)) {
            tables.removeBranch(output.table(), branch);
          }
        }
      }
    } catch (FlarepathException e) {
      LOG.log(System.Logger.Level.INFO, "the branch " + name + " could not be removed", e);
    }
  }
}
