package io.flarepath.diagnostic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every kind of thing we say, with its stable number. A code never changes its meaning and is never
 * used again. Each has a page, which {@code flarepath explain} shows.
 *
 * <p>FP1… the workflow, FP2… the settings, FP3… keys, windows and state, FP4… reading and
 * transforming, FP5… writing and publishing, FP6… the command line, FP9… Flarepath itself.
 */
public enum Code {
  FILE_UNREADABLE("FP1001", Blame.USER, "a workflow file cannot be read"),
  YAML_SYNTAX("FP1002", Blame.USER, "the file is not YAML"),
  TAB_INDENTATION("FP1003", Blame.USER, "tab used for indentation"),
  DUPLICATE_KEY("FP1004", Blame.USER, "the same key appears twice"),
  EMPTY_FILE("FP1005", Blame.USER, "the file contains no workflow"),
  UNSET_VARIABLE("FP1006", Blame.USER, "an environment variable is not set"),

  MISSING_KEY("FP1201", Blame.USER, "a required key is missing"),
  WRONG_TYPE("FP1202", Blame.USER, "a value has the wrong type"),
  UNKNOWN_KEY("FP1203", Blame.USER, "an unknown key"),
  BAD_VALUE("FP1204", Blame.USER, "a value is not allowed here"),
  NOT_SUPPORTED("FP1205", Blame.USER, "Flare syntax that is not supported yet"),
  MISPLACED_KEY("FP1206", Blame.USER, "a key in a place where Flare ignores it"),
  NOT_NEEDED("FP1215", Blame.USER, "a part of a Flare workflow that is not needed"),
  OLD_FORM("FP1220", Blame.USER, "an old syntax"),
  BAD_NAME("FP1207", Blame.USER, "a name is not allowed"),
  OTHER_STACK("FP1208", Blame.USER, "a job for another stack"),
  UNKNOWN_FUNCTION("FP1209", Blame.USER, "a step function that does not exist"),

  DUPLICATE_NAME("FP1301", Blame.USER, "two things with the same name"),
  UNKNOWN_DEPENDENCY("FP1302", Blame.USER, "a dependency on a job that does not exist"),
  DEPENDENCY_CYCLE("FP1303", Blame.USER, "jobs depend on each other in a cycle"),
  UNKNOWN_VIEW("FP1304", Blame.USER, "an unknown view"),
  UNKNOWN_PLACEHOLDER("FP1305", Blame.USER, "a placeholder does not name a key"),
  UNKNOWN_STATE_KEY("FP1306", Blame.USER, "a state entry for a key that does not exist"),
  BAD_ADDRESS("FP1307", Blame.USER, "an invalid address"),
  UNKNOWN_DEPOT("FP1308", Blame.USER, "a depot is not defined in the settings"),
  SQL_SYNTAX("FP1309", Blame.USER, "SQL that cannot be parsed"),
  NOT_A_QUERY("FP1310", Blame.USER, "a statement where a query is expected"),
  BAD_PARTITION_FIELD("FP1311", Blame.USER, "an invalid partition field"),
  REPLACES_THE_TABLE("FP1312", Blame.USER, "each run keeps only its own window"),
  LEAVES_DEPOT("FP1345", Blame.USER, "an address that leaves its depot"),
  WRONG_DEPOT("FP1313", Blame.USER, "a depot that cannot be used for this"),
  DEFAULT_SAVE_MODE("FP1314", Blame.USER, "no saveMode: overwrite"),
  FIRST_START_EXCLUDED("FP1315", Blame.USER, "the first window excludes its own start"),
  MONTH_DRIFT("FP1316", Blame.USER, "month arithmetic from a day after the 28th"),
  UNKNOWN_CODEC("FP1317", Blame.USER, "an unknown compression codec"),
  UNALIGNED_BOUNDS("FP1318", Blame.USER, "window bounds that cut partitions"),
  UNKNOWN_OUTPUT("FP1321", Blame.USER, "a sink refers to an unknown output"),
  ENDLESS_STREAM("FP1322", Blame.USER, "a stream that would never end"),
  NO_STREAM("FP1323", Blame.USER, "an input that cannot be read as a stream"),
  NO_STATE_TABLE("FP1324", Blame.USER, "no table for the state of a job"),
  RESERVED_OPTION("FP1330", Blame.USER, "a writer option reserved by Flarepath"),
  UNKNOWN_TAGGED_COLUMN("FP1331", Blame.USER, "tags for a column that the result does not have"),
  SHARED_FOLDER("FP1325", Blame.USER, "two jobs may write to one folder at once"),
  SHARED_TABLE("FP1336", Blame.USER, "two jobs write to one table, and one replaces rows there"),
  FOLDER_SHARED_WITH_OTHERS(
      "FP1340", Blame.USER, "an output that would replace more than its own folder"),
  REPEATED_ROWS("FP1342", Blame.USER, "each run adds the same rows again"),
  IDLE_KEY("FP1326", Blame.USER, "a key has no effect here"),
  FIRST_WINDOW_ONLY("FP1327", Blame.USER, "only the first window is written"),
  ODD_THRESHOLD("FP1334", Blame.USER, "a threshold that is probably a mistake"),
  REGION_UNKNOWN("FP1328", Blame.USER, "cannot tell which rows to replace"),
  KEY_IN_COMMENT("FP1329", Blame.USER, "a key in a comment"),
  CSV_HEADER("FP1341", Blame.USER, "the first line of CSV files is their header"),
  SWALLOWED_SQL("FP1333", Blame.USER, "a comment also comments out the SQL that follows it"),
  ORDER_UNKNOWN("FP1335", Blame.USER, "the order of the windows is unknown"),

  SETTINGS_UNREADABLE("FP2001", Blame.USER, "the settings file cannot be read"),
  SETTINGS_SYNTAX("FP2002", Blame.USER, "the settings file is not HOCON"),
  UNKNOWN_SETTING("FP2003", Blame.USER, "an unknown setting"),
  BAD_SETTING("FP2004", Blame.USER, "a setting with a wrong value"),
  MISSING_SETTING("FP2005", Blame.USER, "a setting is missing"),
  UNSAFE_CATALOG("FP2006", Blame.USER, "a catalog that can lose commits"),
  ZONES_DIFFER("FP2009", Blame.USER, "two time zones for one job"),
  SIZE_TOO_LATE("FP2008", Blame.USER, "a size has no effect: Spark is already running"),
  UNKNOWN_CATALOG(
      "FP2007", Blame.USER, "a depot uses a catalog that is not defined in the settings"),

  KEY_WITHOUT_ROW("FP3001", Blame.DATA, "a key's SQL returned no row"),
  KEY_WITH_MANY_ROWS("FP3002", Blame.DATA, "a key's SQL returned several rows"),
  KEY_WITH_MANY_COLUMNS("FP3003", Blame.USER, "a key's SQL returned several columns"),
  KEY_IS_NULL("FP3004", Blame.DATA, "a key's SQL returned null"),
  WINDOW_STANDS_STILL("FP3006", Blame.USER, "a window does not advance"),
  WINDOW_BACKWARDS("FP3007", Blame.USER, "a window ends before it starts"),
  KEYS_DIFFER("FP3008", Blame.USER, "two inputs share a context but have different keys"),
  WINDOW_SEAM("FP3009", Blame.USER, "two windows leave rows out, or share rows"),

  TABLE_ROLLED_BACK("FP3101", Blame.OTHER_WRITER, "the output table was rolled back or replaced"),
  STATE_MISSING("FP3102", Blame.OTHER_WRITER, "the table has this job's data but no state"),
  STATE_OF_ANOTHER(
      "FP3103", Blame.OTHER_WRITER, "another workflow's job of the same name wrote here"),
  NO_SUCH_STATE("FP3104", Blame.USER, "no state of this job is known at that point"),
  UNDO_REFUSED("FP3105", Blame.OTHER_WRITER, "an undo would also discard other writers' commits"),
  UNDO_IMPOSSIBLE("FP3106", Blame.ENVIRONMENT, "there is nothing to undo"),
  STATE_UNUSABLE("FP3107", Blame.USER, "a state from which the job cannot go on"),
  STATE_DAMAGED("FP3108", Blame.OTHER_WRITER, "a job's state was changed outside Flarepath"),
  TAG_TAKEN("FP3109", Blame.OTHER_WRITER, "a branch or a tag has the name of a job's tag"),
  ROLLBACK_UNKNOWN("FP3110", Blame.OTHER_WRITER, "unknown whether the table was rolled back"),

  ORPHAN_BRANCH("FP3201", Blame.ENVIRONMENT, "a branch of a crashed run"),
  WINDOW_GAP("FP3202", Blame.USER, "published windows leave a gap"),
  WINDOW_OVERLAP("FP3203", Blame.USER, "published windows overlap"),
  STATE_AHEAD("FP3204", Blame.USER, "a state ahead of the clock or of the data"),
  SHORT_HISTORY("FP3205", Blame.ENVIRONMENT, "the snapshot history is too short to undo"),
  CHECKPOINT_DIFFERS("FP3207", Blame.ENVIRONMENT, "a stream's checkpoint does not match its table"),
  STATE_DIFFERS("FP3206", Blame.OTHER_WRITER, "the state differs from the published one"),
  LEFT_TAG("FP3208", Blame.ENVIRONMENT, "a tag of a job that the workflow does not have"),
  LARGE_METADATA("FP3209", Blame.ENVIRONMENT, "table metadata that makes each commit slow"),
  ROWS_WITHOUT_VALUE("FP3211", Blame.DATA, "rows without a value in the window column"),
  ROWS_BEFORE_START("FP3212", Blame.DATA, "rows before the first window"),
  LATE_ROWS("FP3213", Blame.DATA, "rows that arrived after their window was published"),
  ROWS_WAITING("FP3214", Blame.DATA, "rows of windows that are not loaded yet"),
  ROWS_DIFFER("FP3215", Blame.DATA, "window row counts differ from the source"),
  COUNT_IMPOSSIBLE("FP3216", Blame.USER, "windows whose rows cannot be counted"),

  TABLE_MISSING("FP4001", Blame.DATA, "a table is missing"),
  PATH_MISSING("FP4002", Blame.DATA, "a path is missing"),
  STEP_FAILED("FP4003", Blame.USER, "Spark rejected the SQL"),
  JOB_FAILED("FP4005", Blame.DATA, "Spark failed while computing the result"),
  INPUT_UNREADABLE("FP4006", Blame.DATA, "an input cannot be read"),
  CATALOG_FAILED("FP4007", Blame.ENVIRONMENT, "the catalog cannot be reached"),
  BAD_SCHEMA("FP4010", Blame.USER, "a schema cannot be read"),
  CONNECTOR_MISSING("FP4011", Blame.ENVIRONMENT, "a connector is not on the class path"),
  VALUE_CHANGES_SQL("FP4018", Blame.DATA, "a value that would change the SQL"),
  SCRIPT_REFUSED("FP4019", Blame.USER, "SQL that would run a program"),
  LINK_LEAVES_DEPOT("FP4025", Blame.DATA, "a symbolic link leads out of its folder"),
  SOURCE_CHANGED("FP4020", Blame.OTHER_WRITER, "a source that others changed while it was read"),
  OUT_OF_MEMORY("FP4015", Blame.ENVIRONMENT, "memory ran out"),

  SCHEMA_MISMATCH("FP5001", Blame.USER, "the result does not fit the output table"),
  SORT_COLUMN_MISSING("FP5002", Blame.USER, "a sort column that the result does not have"),
  PARTITION_COLUMN_MISSING(
      "FP5003", Blame.USER, "a partition column that the result does not have"),
  ROWS_OUTSIDE_WINDOW("FP5004", Blame.DATA, "the result has rows outside its window"),
  MIXED_PARTITIONING("FP5005", Blame.ENVIRONMENT, "the table's files do not align with the window"),
  DELIVERY_FAILED("FP5010", Blame.ENVIRONMENT, "an output that was written in part"),
  FOLDER_NOT_OURS("FP5009", Blame.DATA, "a folder with files that no output has written"),
  TABLE_EXISTS("FP5007", Blame.DATA, "a table already exists"),
  DUPLICATE_KEYS("FP5008", Blame.DATA, "several source rows of a merge have the same key"),
  WRITE_FAILED("FP5006", Blame.ENVIRONMENT, "Spark could not write"),

  AUDIT_REJECTED("FP5201", Blame.DATA, "an assertion failed"),
  ASSERTED_COLUMN_MISSING(
      "FP5202", Blame.USER, "an assertion on a column that the result does not have"),

  ACTION_REJECTED("FP5301", Blame.USER, "an action that was rejected"),
  ACTION_FAILED("FP5302", Blame.ENVIRONMENT, "an action that failed"),

  ANOTHER_RUN_WON("FP5101", Blame.OTHER_WRITER, "another run of this job published first"),
  OUTCOME_UNKNOWN("FP5102", Blame.ENVIRONMENT, "the outcome of the commit is unknown"),
  TABLE_TOO_BUSY("FP5103", Blame.OTHER_WRITER, "other writers kept changing the table"),
  FOREIGN_ROWS("FP5105", Blame.OTHER_WRITER, "another writer changed the window during the pass"),
  BRANCH_TOUCHED("FP5104", Blame.OTHER_WRITER, "another writer changed this run's branch"),

  BAD_ARGUMENT("FP6001", Blame.USER, "an argument is invalid"),
  NOT_CONFIRMED("FP6004", Blame.USER, "a change that was not confirmed"),
  RECORD_NOT_KEPT("FP6005", Blame.ENVIRONMENT, "the record of a run could not be written"),
  UNKNOWN_CODE("FP6002", Blame.USER, "a code that does not exist"),
  DEPENDENCY_FAILED("FP6003", Blame.DATA, "a job that this one depends on failed"),

  BUG("FP9001", Blame.FLAREPATH, "a bug in Flarepath"),
  INTERRUPTED("FP9002", Blame.USER, "interrupted"),
  ENGINE_STOPPED("FP9003", Blame.ENVIRONMENT, "Spark was stopped from outside"),
  ENGINE_NOT_STARTED("FP9004", Blame.ENVIRONMENT, "Spark cannot start"),
  ENGINE_UNGUARDED("FP9005", Blame.ENVIRONMENT, "Spark runs without Flarepath's extension");

  private final String number;
  private final Blame blame;
  private final String title;

  Code(String number, Blame blame, String title) {
    this.number = number;
    this.blame = blame;
    this.title = title;
  }

  /** The code as people see it, for example {@code FP1203}. */
  public String number() {
    return number;
  }

  public Blame blame() {
    return blame;
  }

  /** What all diagnostics of this code have in common, in a few words. */
  public String title() {
    return title;
  }

  /** The code with this number, in any case, with or without its letters and brackets. */
  public static Optional<Code> of(String number) {
    String typed =
        number.strip().toUpperCase(Locale.ROOT).replaceAll("^(ERROR|WARNING|NOTE)?\\[|\\]:?$", "");
    String wanted = typed.matches("\\d{4}") ? "FP" + typed : typed;
    return Arrays.stream(values()).filter(code -> code.number.equals(wanted)).findFirst();
  }

  @Override
  public String toString() {
    return number;
  }
}
