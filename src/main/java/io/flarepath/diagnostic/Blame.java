package io.flarepath.diagnostic;

/** Who can fix a problem. */
public enum Blame {
  /** The person who wrote the workflow, the settings or the command. */
  USER,
  /** The data: what came in is not what the workflow expects. */
  DATA,
  /** The storage, the catalog, the network, the machine. */
  ENVIRONMENT,
  /** Another run of the same job, or another writer of the same table. */
  OTHER_WRITER,
  /** Flarepath itself: a bug. */
  FLAREPATH
}
