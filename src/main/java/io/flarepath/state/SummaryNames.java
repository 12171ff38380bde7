package io.flarepath.state;

/** The names of our entries in a published snapshot's summary: the proof of what was done. */
public final class SummaryNames {

  public static final String WORKFLOW = "flarepath.workflow";
  public static final String JOB = "flarepath.job";
  public static final String RUN_ID = "flarepath.run-id";
  public static final String PASS = "flarepath.pass";

  /** {@code run}, {@code backfill}, or the state command that made the snapshot. */
  public static final String MODE = "flarepath.mode";

  /** How the rows were written, for example {@code replace-window}. */
  public static final String WRITE = "flarepath.write";

  /** The window that was replaced; its form is that of {@link PublishedWindow}. */
  public static final String WINDOW = "flarepath.window";

  /** Before an input's name: what the pass read of it; the form is that of {@link SourceRead}. */
  public static final String READ_PREFIX = "flarepath.read.";

  /** Before {@code context.key}: the keys of the pass. */
  public static final String KEY_PREFIX = "flarepath.key.";

  /** Before {@code context.key}: the state after the pass. */
  public static final String STATE_PREFIX = "flarepath.state.";

  /** Before {@code context.key}: the state before the pass, to which undo goes back. */
  public static final String BEFORE_PREFIX = "flarepath.before.";

  /** Rows that the window's SQL and the steps gave. */
  public static final String ROWS_RESULT = "flarepath.rows-result";

  /** Rows of the edge partitions that lie outside the window and were written again. */
  public static final String ROWS_KEPT = "flarepath.rows-kept";

  /** Rows of the result outside the window that were dropped. */
  public static final String ROWS_LEAKED = "flarepath.rows-leaked";

  /** Rows in the files that were written: result and kept. */
  public static final String ROWS_WRITTEN = "flarepath.rows-written";

  /** When the pass was begun, as an instant. */
  public static final String STARTED = "flarepath.started";

  /** The action that made the snapshot; such a snapshot is not a publish. */
  public static final String ACTION = "flarepath.action";

  /** The run of the action. */
  public static final String ACTION_RUN = "flarepath.action-run";

  private SummaryNames() {}
}
