package io.flarepath.run;

import io.flarepath.plan.Decision;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.PassPlan;
import io.flarepath.publish.Turn;
import io.flarepath.state.JobMark;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A pass on its way beside others.
 *
 * @param clock what measures it
 * @param session the session that it works in
 * @param published the job's mark after its publish, as soon as it is recorded
 * @param work ends with it
 */
record Lane(
    Decision.Due due,
    StageClock clock,
    Engine.Session session,
    CompletableFuture<JobMark> published,
    Future<PassRunner.Done> work) {

  /**
   * What came of it, once it has ended.
   *
   * @throws Exception what ended it early, which may be an {@link Error}
   */
  PassRunner.Done ended() throws Exception {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** The turn of the pass that follows this one. */
  Turns next() {
    return (PassPlan pass, OutputWrite write) ->
        new Turn() {
          @Override
          public JobMark mark() {
            JobMark mark = published.join();
            if (!mark.state().equals(pass.before())) {
              throw new IllegalStateException(
                  "a pass left the state %s, and %s was foreseen"
                      .formatted(mark.state(), pass.before()));
            }
            return mark;
          }

          @Override
          public boolean hasCome() {
            return published.isDone();
          }
        };
  }
}
