package io.flarepath.run;

import io.flarepath.plan.Decision;
import io.flarepath.plan.PassPlan;
import io.flarepath.sql.DeepStack;
import io.flarepath.state.JobMark;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Passes of a catch-up that are written side by side, and published one after the other, each in a
 * commit of its own. While passes are written, the next one is decided, as if they were published
 * already: the state that each will leave is known. Not thread-safe.
 *
 * <p>If a pass fails, those after it are given up: their files are removed, and the table is as the
 * last publish left it.
 */
final class SideBySide implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SideBySide.class.getName());

  private static final Decision.Cases<Optional<Decision.Due>> DUE =
      new Decision.Cases<>() {
        @Override
        public Optional<Decision.Due> due(Decision.Due decision) {
          return Optional.of(decision);
        }

        @Override
        public Optional<Decision.Due> nothingToDo(Decision.NothingToDo decision) {
          return Optional.empty();
        }
      };

  private final Resolver resolver;
  private final Engine.Session own;
  private final Supplier<Engine.Session> sessions;
  private final PassRetry retry;
  private final RunOptions options;
  private final Clock clock;
  private final Deque<Engine.Session> free = new ArrayDeque<>();
  private final List<Engine.Session> opened = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Passes on their way.
   *
   * @param own the session of the job, in which the first pass was decided
   * @param sessions opens a further one for each pass that is on its way beside others
   * @param retry says which passes may be done again
   */
  SideBySide(
      Resolver resolver,
      Engine.Session own,
      Supplier<Engine.Session> sessions,
      PassRetry retry,
      RunOptions options,
      Clock clock) {
    this.resolver = resolver;
    this.own = own;
    this.sessions = sessions;
    this.retry = retry;
    this.options = options;
    this.clock = clock;
    this.threads = Executors.newFixedThreadPool(options.parallel(), DeepStack::toPlan);
  }

  /** Whether a pass may have others beside it. */
  boolean takes(PassPlan pass) {
    return options.parallel() > 1 && Independence.of(pass);
  }

  /**
   * Does a pass, and those that follow it as long as they may be side by side.
   *
   * @param first the pass, decided in the session of the job
   * @param decided what has measured that
   * @param done what was done in this run; takes what is done now
   * @param most how many passes at most
   */
  void run(Decision.Due first, StageClock decided, Passes passes, Set<Target> done, int most) {
    Deque<Lane> running = new ArrayDeque<>();
    Set<Target> begun = new HashSet<>(done);
    int number = passes.next();
    free.remove(own);
    running.add(start(first, decided, passes, number, Turns.AT_ONCE, own));
    int left = most - 1;
    boolean goesOn = true;
    boolean isFirst = true;
    try {
      while (!running.isEmpty()) {
        while (goesOn && running.size() < options.parallel() && left > 0) {
          number++;
          goesOn = follow(running, passes, number, begun);
          left--;
        }
        Lane head = running.remove();
        Optional<PassRunner.Done> ended = ended(head, passes, isFirst);
        isFirst = false;
        if (ended.isEmpty()) {
          return;
        }
        done.add(Target.of(head.due().pass()));
        // The windows after one without rows may be skipped, all at once.
        goesOn &= !ended.get().isEmpty();
      }
    } finally {
      giveUp(running, passes);
    }
  }

  /** What came of a pass; empty if it has to be decided once more, and done again. */
  private Optional<PassRunner.Done> ended(Lane lane, Passes passes, boolean isFirst) {
    free.add(lane.session());
    try {
      return Optional.of(lane.ended());
    } catch (InterruptedException e) {
      // Whoever interrupts the job means those who work for it, too.
      threads.shutdownNow();
      giveUp(new ArrayDeque<>(List.of(lane)), passes);
      throw SideBySide.<RuntimeException>undeclared(e);
    } catch (Exception e) {
      if (isFirst) {
        throw SideBySide.<RuntimeException>undeclared(e); // Who decided it may do it again.
      }
      passes.spent(lane.clock());
      if (!retry.isWorthwhile(e, lane.session())) {
        throw SideBySide.<RuntimeException>undeclared(e);
      }
      LOG.log(System.Logger.Level.INFO, "a source changed, and its window is read again", e);
      passes.failed();
      return Optional.empty();
    }
  }

  /** Begins with the pass that follows the last one; not if it has to wait for the publish. */
  private boolean follow(Deque<Lane> running, Passes passes, int number, Set<Target> begun) {
    passes.check();
    Lane before = running.getLast();
    Engine.Session session = free.isEmpty() ? opened() : free.remove();
    StageClock measured = passes.clock(clock);
    Optional<Decision.Due> due =
        due(before.due().pass(), session, measured)
            .filter(found -> Independence.of(found.pass()))
            .filter(found -> isApart(found.pass(), running))
            .filter(found -> begun.add(Target.of(found.pass())));
    if (due.isEmpty()) {
      free.add(session);
      passes.spent(measured);
      return false;
    }
    running.add(start(due.get(), measured, passes, number, before.next(), session));
    return true;
  }

  /** Windows that look back would replace rows of those before them. */
  private static boolean isApart(PassPlan pass, Deque<Lane> running) {
    return running.stream().allMatch(lane -> Independence.of(pass, lane.due().pass()));
  }

  private Optional<Decision.Due> due(PassPlan before, Engine.Session session, StageClock measured) {
    try {
      return resolver.after(before, session, options, measured).match(DUE);
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      // It will be decided again after the publish, and said then, if it is still so.
      LOG.log(System.Logger.Level.DEBUG, "the next window is not known yet", e);
      return Optional.empty();
    }
  }

  private Engine.Session opened() {
    Engine.Session session = sessions.get();
    opened.add(session);
    return session;
  }

  private Lane start(
      Decision.Due due,
      StageClock measured,
      Passes passes,
      int number,
      Turns turns,
      Engine.Session session) {
    CompletableFuture<JobMark> published = new CompletableFuture<>();
    Future<PassRunner.Done> work =
        threads.submit(
            () -> {
              try {
                PassRunner.Done done = passes.take(session, number, due, measured, turns);
                done.mark().ifPresent(published::complete);
                return done;
              } finally {
                published.cancel(false); // Without effect, if it is complete.
              }
            });
    return new Lane(due, measured, session, published, work);
  }

  /** Waits until all that follow a pass which failed have removed their files. */
  private void giveUp(Deque<Lane> running, Passes passes) {
    for (Lane lane : running) {
      try {
        lane.ended();
      } catch (Exception | Error e) {
        LOG.log(System.Logger.Level.DEBUG, "a window was given up", e);
        passes.failed(); // Its number is used: its files may have borne it.
        passes.spent(lane.clock());
      }
      free.add(lane.session());
    }
  }

  /**
   * Spark throws checked exceptions that it does not declare, and so has everybody who calls it.
   */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> RuntimeException undeclared(Exception failure) throws E {
    throw (E) failure;
  }

  @Override
  public void close() {
    threads.shutdown();
    opened.forEach(Engine.Session::close);
  }
}
