package io.flarepath.spark.guard;

import io.flarepath.diagnostic.Code;
import io.flarepath.spark.failure.Refused;
import io.flarepath.sql.SqlProgram;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** What the SQL of a session may do. Each kind may do what the ones before it may. */
public enum Permission {
  /** Reads, and nothing else: no command that changes anything, and no program. */
  LOOK,
  /**
   * The same, but databases execute the statements that a workflow has for them before they read.
   */
  LOOK_TRUSTING,
  /** Changes tables, but runs no program. */
  RUN,
  /** Runs programs too, with the rights of the process: {@code TRANSFORM}, {@code reflect}. */
  RUN_SCRIPTS;

  /** Where a session keeps it, so that the sessions which Spark makes of it have it too. */
  private static final String SETTING = "spark.flarepath.guard";

  /** Gives a session this permission, whatever it had before. */
  public void give(SparkSession session) {
    session.conf().set(SETTING, name().toLowerCase(Locale.ROOT));
  }

  /**
   * The permission of the session that this thread works for; {@link #RUN} if it has none. It is
   * not asked of {@code SQLConf.get()}: while Spark analyses a view, that is the view's, which its
   * creator has written.
   */
  static Permission current() {
    Option<SparkSession> active = SparkSession.getActiveSession();
    return active.isDefined() ? of(active.get()) : RUN;
  }

  /** The permission of a session; {@link #RUN} if it has none. */
  public static Permission of(SparkSession session) {
    return named(session.conf().get(SETTING, ""));
  }

  private static Permission named(String given) {
    for (Permission each : values()) {
      if (each.name().equalsIgnoreCase(given)) {
        return each;
      }
    }
    return RUN;
  }

  /** What is thrown for a program that this does not allow. */
  Refused refused(SqlProgram program) {
    return !allowsCommands()
        ? new Refused(
            Code.SCRIPT_REFUSED,
            program.words() + ", and this command only looks",
            List.of("remove it, or use `run`, which executes it if `allow-scripts` is true"))
        : new Refused(Code.SCRIPT_REFUSED, program.forbidden(), program.helps());
  }

  boolean allowsScripts() {
    return this == RUN_SCRIPTS;
  }

  boolean allowsCommands() {
    return this == RUN || this == RUN_SCRIPTS;
  }

  /** Whether a database may be sent a statement of its user before it is read. */
  public boolean allowsStatements() {
    return this != LOOK;
  }
}
