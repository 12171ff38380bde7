package io.flarepath.pass;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How one input is read a part at a time, as far as the workflow's texts tell. Made once. */
public interface PartialRead {

  /** The scope of its progress, and the view of the whole input that its SQL reads. */
  Located<String> context();

  /** Where the workflow asks for it, to point at. */
  Span span();

  /** The keys that can be given on the command line and set in the state. */
  List<KeyName> keys();

  /** Whether a publish moves its progress; if not, each run reads the same slice. */
  boolean keepsProgress();

  /** Whether each window is meant to begin where the one before it ended. */
  default boolean joinsWindows() {
    return false;
  }

  /** Whether it is certain that each run reads the same slice, at whatever time it runs. */
  default boolean repeats() {
    return false;
  }

  /**
   * Whether it is certain that every run from a state reads the same slice, and leads to the same
   * state, at whatever time it runs and whatever the tables have.
   */
  default boolean isLasting(State from) {
    return false;
  }

  /** Whether the workflow itself asks to go on until nothing is due. */
  boolean catchesUp();

  /** Whether another read of the same context has the same progress, and so may share it. */
  boolean agreesWith(PartialRead other);

  /**
   * What to read next. Reads facts of the source and changes nothing.
   *
   * @throws FlarepathException if that cannot be decided; the caller lets it end the job, nothing
   *     having been read or written
   */
  Proposal propose(Request request, SourceFacts facts);

  /**
   * Why no run can go on from the state of a request, whatever clock and tables are then.
   *
   * @return what every run would fail with; empty if the next run can go on
   * @throws FlarepathException what the next run would fail with, though a later one may go on
   */
  default Optional<FlarepathException> deadEnd(Request request, SourceFacts facts) {
    propose(request, facts);
    return Optional.empty();
  }

  /**
   * What is worth knowing of a slice before it runs, though nothing is wrong with it.
   *
   * @param before the state from which its pass starts
   */
  default List<Diagnostic> advice(Slice slice, State before) {
    return List.of();
  }

  /** How the workflow could let slices begin and end where partitions do, one sentence. */
  default Optional<String> alignment(Slice slice) {
    return Optional.empty();
  }

  /** The column of the source by which it is read, where the workflow's text shows one. */
  default Optional<String> column() {
    return Optional.empty();
  }

  /**
   * The first value of that column that a slice with these keys takes; empty where that is not
   * known without an engine.
   *
   * @param keys the keys of the slice, or a state from which it starts
   * @param zone the session's time zone
   */
  default OptionalLong first(State keys, Axis axis, ZoneId zone) {
    return OptionalLong.empty();
  }

  /** Whether the progress is ahead of the clock or of the source, and so would leave out rows. */
  default Optional<Lead> lead(Past past) {
    return Optional.empty();
  }

  /**
   * A progress that is ahead.
   *
   * @param at its position
   * @param why what it is ahead of, one sentence
   */
  record Lead(String at, String why) {}
}
