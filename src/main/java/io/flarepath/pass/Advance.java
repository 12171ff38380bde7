package io.flarepath.pass;

import java.util.Optional;
import java.util.function.Function;

/**
 * How a pass moves the progress of an input. Where the progress depends on what the pass reads or
 * writes, it is known only once the rows are written; it is made before the commit in any case.
 */
public interface Advance {

  /** The progress stays as it is. */
  Advance NONE = to(Progress.NONE);

  /** The progress after the pass, from what its write counted. */
  Progress after(WriteCounts counts);

  /** The progress after the pass, if it is known before anything is read. */
  Optional<Progress> foreseen();

  /** To a progress that is known before. */
  static Advance to(Progress progress) {
    return new Advance() {
      @Override
      public Progress after(WriteCounts counts) {
        return progress;
      }

      @Override
      public Optional<Progress> foreseen() {
        return Optional.of(progress);
      }
    };
  }

  /** To a progress that the write's counts decide. */
  static Advance counted(Function<WriteCounts, Progress> progress) {
    return new Advance() {
      @Override
      public Progress after(WriteCounts counts) {
        return progress.apply(counts);
      }

      @Override
      public Optional<Progress> foreseen() {
        return Optional.empty();
      }
    };
  }
}
