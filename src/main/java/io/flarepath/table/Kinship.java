package io.flarepath.table;

/** How a snapshot is related to main. */
public enum Kinship {
  /** Main descends from it: what it published is in main's history. */
  ANCESTOR,
  /** Main does not descend from it: the table was rolled back or replaced. */
  STRANGER,
  /** The snapshots between the two have expired, and nothing shows how they were related. */
  UNKNOWN
}
