package io.flarepath.fire;

/**
 * The places in a run at which a test can get in: before and after every step that touches the
 * world outside the process, in the order in which a pass comes to them.
 */
enum Point {
  // Housekeeping at the start of a job.
  BEFORE_BRANCH_REMOVED,
  AFTER_BRANCH_REMOVED,

  PASS_STARTED,

  // The table is made, if it is not there.
  BEFORE_CREATE,
  CREATE_METADATA_WRITTEN,
  AFTER_CREATE_COMMIT,
  AFTER_CREATE,

  // The engine writes the files.
  BEFORE_WRITE,
  DATA_FILE_OPENED,
  DATA_FILE_WRITTEN,
  AFTER_WRITE,

  // The files become a snapshot on a branch.
  BEFORE_STAGE,
  MANIFEST_WRITTEN,
  MANIFEST_LIST_WRITTEN,
  BEFORE_STAGE_COMMIT,
  STAGE_METADATA_WRITTEN,
  AFTER_STAGE_COMMIT,
  AFTER_STAGE,
  PUBLISHING_TOLD,

  // Main becomes the branch.
  BEFORE_PUBLISH,
  BEFORE_PUBLISH_COMMIT,
  PUBLISH_METADATA_WRITTEN,
  AFTER_PUBLISH_COMMIT,
  AFTER_PUBLISH,

  // Main had moved: the same files are staged again.
  BEFORE_RESTAGE,
  AFTER_RESTAGE,

  PASS_ENDED,
  JOB_ENDED,

  /** The catalog is asked for a table; for lies, not for kills. */
  CATALOG_ASKED,
  /** Any other commit to the table; for lies, not for kills. */
  OTHER_COMMIT,
  /** A file of any kind is about to be made; for lies, not for kills. */
  FILE_OPENED
}
