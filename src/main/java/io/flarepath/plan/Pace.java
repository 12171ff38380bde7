package io.flarepath.plan;

/** What makes the passes of a job. */
public sealed interface Pace {

  /** The choice that a case makes; a new case has to be handled wherever one is made. */
  interface Cases<R> {
    R eachRun(EachRun pace);

    R bySlices(BySlices pace);

    R byStream(ByStream pace);
  }

  <R> R match(Cases<R> cases);

  /** Whether the output tables hold a state of the job. */
  boolean hasState();

  /** Whether a run continues from what an earlier one published, and so repeats none of it. */
  boolean goesOnFromState();

  /** Whether further passes may follow the first of a run, where a caller or the workflow asks. */
  boolean mayCatchUp();

  /** Whether the workflow asks for further passes. */
  boolean catchesUp();

  /** Whether the rows of a pass can be looked at before it writes. */
  boolean canLookFirst();

  /** All inputs are read whole: one pass in each run. */
  record EachRun() implements Pace {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.eachRun(this);
    }

    @Override
    public boolean canLookFirst() {
      return true;
    }

    @Override
    public boolean hasState() {
      return false;
    }

    @Override
    public boolean goesOnFromState() {
      return false;
    }

    @Override
    public boolean catchesUp() {
      return false;
    }

    @Override
    public boolean mayCatchUp() {
      return false;
    }
  }

  /**
   * The strategies of its incremental inputs decide slice after slice.
   *
   * @param keepsProgress whether any of them moves its progress
   * @param catchesUp whether the workflow itself asks to go on until nothing is due
   */
  record BySlices(boolean keepsProgress, boolean catchesUp) implements Pace {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.bySlices(this);
    }

    @Override
    public boolean canLookFirst() {
      return true;
    }

    @Override
    public boolean hasState() {
      return true;
    }

    @Override
    public boolean goesOnFromState() {
      return keepsProgress;
    }

    @Override
    public boolean mayCatchUp() {
      return keepsProgress;
    }
  }

  /** Its stream hands over batch after batch. */
  record ByStream(StreamPlan stream) implements Pace {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.byStream(this);
    }

    @Override
    public boolean canLookFirst() {
      return false;
    }

    @Override
    public boolean hasState() {
      return true;
    }

    @Override
    public boolean goesOnFromState() {
      return true;
    }

    @Override
    public boolean catchesUp() {
      return false;
    }

    @Override
    public boolean mayCatchUp() {
      return false;
    }
  }
}
