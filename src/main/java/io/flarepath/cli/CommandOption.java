package io.flarepath.cli;

import java.util.EnumSet;
import java.util.Set;

/** The options by name, with the commands that take them. The parser is made from this list. */
enum CommandOption {
  CONF("conf", "", true),
  JSON("json", "", false),
  COLOR("color", "", true),
  QUIET("quiet", "q", false),
  VERBOSE("verbose", "v", false),
  DEBUG("debug", "", false),
  EXECUTION_TIME("execution-time", "", true),
  HELP("help", "h", false),
  VERSION("version", "", false),

  JOB("job", "j", true),
  KEY("key", "k", true),
  CATCH_UP("catch-up", "", false),
  MAX_WINDOWS("max-windows", "", true),
  PARALLEL("parallel", "", true),
  ALLOW_INCOMPLETE("allow-incomplete", "", false),
  SHOW_ROWS("show-rows", "", false),
  TO("to", "", true),
  YES("yes", "y", false),
  FORCE("force", "", false),
  FIX("fix", "", false),
  COUNT("count", "", false);

  /** Commands that read neither settings nor workflows. */
  private static final Set<Verb> ONLY_PRINT =
      EnumSet.of(Verb.SCHEMA, Verb.EXPLAIN, Verb.VERSION, Verb.HELP);

  private final String word;
  private final String letter;
  private final boolean takesValue;

  CommandOption(String word, String letter, boolean takesValue) {
    this.word = word;
    this.letter = letter;
    this.takesValue = takesValue;
  }

  /** The long name without its dashes. */
  String word() {
    return word;
  }

  /** The one-letter name without its dash, or empty. */
  String letter() {
    return letter;
  }

  boolean takesValue() {
    return takesValue;
  }

  /** Whether it makes a difference to the command; it is accepted all the same if it does not. */
  boolean matters(Verb verb) {
    if (!ONLY_PRINT.contains(verb)) {
      return belongsTo(verb);
    }
    return this == HELP
        || this == COLOR
        || (this == JSON && (verb == Verb.EXPLAIN || verb == Verb.VERSION));
  }

  /** Whether it may come before any command. */
  boolean isGlobal() {
    return verbs().isEmpty();
  }

  boolean belongsTo(Verb verb) {
    return isGlobal() || verbs().contains(verb);
  }

  /** The commands that take it; empty when all do. */
  Set<Verb> verbs() {
    return switch (this) {
      case JOB ->
          EnumSet.of(
              Verb.PLAN,
              Verb.RUN,
              Verb.BACKFILL,
              Verb.STATE_SHOW,
              Verb.STATE_SET,
              Verb.STATE_CLEAR,
              Verb.STATE_REWIND,
              Verb.UNDO,
              Verb.DOCTOR);
      case KEY -> EnumSet.of(Verb.PLAN, Verb.RUN, Verb.BACKFILL);
      case PARALLEL -> EnumSet.of(Verb.RUN);
      case SHOW_ROWS -> EnumSet.of(Verb.RUN, Verb.BACKFILL);
      case TO -> EnumSet.of(Verb.STATE_REWIND);
      case YES -> EnumSet.of(Verb.STATE_SET, Verb.STATE_CLEAR, Verb.STATE_REWIND, Verb.UNDO);
      case FORCE -> EnumSet.of(Verb.UNDO);
      case FIX, COUNT -> EnumSet.of(Verb.DOCTOR);
      case CATCH_UP, MAX_WINDOWS, ALLOW_INCOMPLETE -> EnumSet.of(Verb.PLAN, Verb.RUN);
      default -> EnumSet.noneOf(Verb.class);
    };
  }

  @Override
  public String toString() {
    return "--" + word;
  }
}
