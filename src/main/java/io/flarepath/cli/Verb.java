package io.flarepath.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The commands by name. */
public enum Verb {
  VALIDATE("validate", "WORKFLOW…", "no workflow given"),
  PLAN("plan", "WORKFLOW", "no workflow given"),
  RUN("run", "WORKFLOW", "no workflow given"),
  BACKFILL("backfill", "WORKFLOW", "no workflow given"),
  STATE_SHOW("state show", "WORKFLOW", "no workflow given"),
  STATE_SET("state set", "WORKFLOW CONTEXT.KEY=VALUE…", "no workflow given"),
  STATE_CLEAR("state clear", "WORKFLOW", "no workflow given"),
  STATE_REWIND("state rewind", "WORKFLOW --to SNAPSHOT|TIME", "no workflow given"),
  UNDO("undo", "WORKFLOW", "no workflow given"),
  DOCTOR("doctor", "WORKFLOW", "no workflow given"),
  QUERY("query", "SQL", "no query given"),
  SCHEMA("schema", "", ""),
  EXPLAIN("explain", "[CODE]", ""),
  VERSION("version", "", ""),
  HELP("help", "[COMMAND]", "");

  private final String words;
  private final String arguments;
  private final String missingArgument;

  Verb(String words, String arguments, String missingArgument) {
    this.words = words;
    this.arguments = arguments;
    this.missingArgument = missingArgument;
  }

  /** The command as it is typed: one word or two. */
  public String words() {
    return words;
  }

  /** The same, word by word. */
  List<String> path() {
    return List.of(words.split(" ", -1));
  }

  /** How to call it, for example {@code flarepath run WORKFLOW}. */
  String usage() {
    return "flarepath " + (words + " " + arguments).strip();
  }

  /** The message for a missing argument; empty when the command needs none. */
  String missingArgument() {
    return missingArgument;
  }

  /** The command that these words name exactly. */
  static Optional<Verb> of(List<String> path) {
    String typed = String.join(" ", path);
    return Arrays.stream(values()).filter(verb -> verb.words.equals(typed)).findFirst();
  }
}
