package io.flarepath.state;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of our table properties. They are short: Hive keeps properties in a narrow column. */
public final class PropertyNames {

  /** In each table that Flarepath made: the run and the job that made it. */
  public static final String CREATED_BY = "flarepath.created-by";

  /**
   * Whether runs may expire old snapshots, {@code true} or {@code false}: set in each table that
   * Flarepath makes, unless the workflow says otherwise.
   */
  public static final String EXPIRE_SNAPSHOTS = "flarepath.expire-snapshots";

  private static final Pattern SNAPSHOT_ID =
      Pattern.compile("flarepath\\.run\\.(.+)\\.snapshot-id");

  /** What a dataset is for, in the property that other engines show as the table's comment. */
  public static final String COMMENT = "comment";

  /** What people call a dataset. */
  public static final String TITLE = "flarepath.title";

  /** A dataset's labels, with commas between them. */
  public static final String TAGS = "flarepath.tags";

  private PropertyNames() {}

  /** A column's labels, with commas between them. */
  public static String columnTags(String column) {
    return "flarepath.column-tags." + column;
  }

  /** Before {@code context.key}. */
  public static String statePrefix(String job) {
    return "flarepath.state." + job + ".";
  }

  public static String runId(String job) {
    return runPrefix(job) + "id";
  }

  public static String pass(String job) {
    return runPrefix(job) + "pass";
  }

  public static String snapshotId(String job) {
    return runPrefix(job) + "snapshot-id";
  }

  /** The job of a property's name, if it is one of {@link #snapshotId}. */
  static Optional<String> jobOfSnapshotId(String property) {
    Matcher matcher = SNAPSHOT_ID.matcher(property);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  public static String sequenceNumber(String job) {
    return runPrefix(job) + "sequence-number";
  }

  public static String workflow(String job) {
    return runPrefix(job) + "workflow";
  }

  /** The {@link MarkSeal}. */
  public static String seal(String job) {
    return runPrefix(job) + "seal";
  }

  /** The names of those properties that are a job's. */
  public static Set<String> ofJob(String job, Set<String> names) {
    return names.stream()
        .filter(name -> name.startsWith(statePrefix(job)) || name.startsWith(runPrefix(job)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String runPrefix(String job) {
    return "flarepath.run." + job + ".";
  }
}
