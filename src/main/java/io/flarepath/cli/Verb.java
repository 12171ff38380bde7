package io.flarepath.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The commands by name. */
public enum Verb {
  VALIDATE("validate", "WORKFLOW…", "which workflow?"),
  PLAN("plan", "WORKFLOW", "which workflow?"),
  RUN("run", "WORKFLOW", "which workflow?"),
  BACKFILL("backfill", "WORKFLOW", "which workflow?"),
  STATE_SHOW("state show", "WORKFLOW", "which workflow?"),
  STATE_SET("state set", "WORKFLOW CONTEXT.KEY=VALUE…", "which workflow?"),
  STATE_CLEAR("state clear", "WORKFLOW", "which workflow?"),
  STATE_REWIND("state rewind", "WORKFLOW --to SNAPSHOT|TIME", "which workflow?"),
  UNDO("undo", "WORKFLOW", "which workflow?"),
  DOCTOR("doctor", "WORKFLOW", "which workflow?"),
  QUERY("query", "SQL", "which query?"),
  SCHEMA("schema", "", ""),
  EXPLAIN("explain", "CODE", "which code?"),
  VERSION("version", "", ""),
  HELP("help", "[COMMAND]", "");

  private final String words;
  private final String arguments;
  private final String question;

  Verb(String words, String arguments, String question) {
    this.words = words;
    this.arguments = arguments;
    this.question = question;
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

  /** What to ask when its argument is missing; empty when it needs none. */
  String question() {
    return question;
  }

  /** The command that these words name exactly. */
  static Optional<Verb> of(List<String> path) {
    String typed = String.join(" ", path);
    return Arrays.stream(values()).filter(verb -> verb.words.equals(typed)).findFirst();
  }
}
