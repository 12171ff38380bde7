package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.workflow.Step;
import java.util.List;

/** The keys of an entry of {@code steps}, and of its {@code sequence}. */
final class StepKeys {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.placed(), "the view that the step makes");

  private static final Key<Passage> SQL =
      Key.required("sql", Scalar.PASSAGE, "the query whose result becomes the view")
          .unless("sqlFile", "sqlfile", "classpath", "functions", "commands");

  private static final Section<Step> STEP =
      Section.of(
          "steps[].sequence[]",
          List.of(
              NAME,
              Key.ignored("doc", "what the step is for"),
              SQL,
              Key.notYet("sqlFile", "a file that holds the query").or("sqlfile"),
              Key.notYet("classpath", "a class of the user's own that makes the view"),
              Key.notYet("params", "what the class of `classpath` is given"),
              Key.notYet("functions", "Flare's step functions, applied to the result in order"),
              Key.notYet("commands", "what to keep in memory, and what no longer")),
          fields -> new Step(fields.get(NAME), fields.get(SQL)));

  private static final Key<List<Step>> SEQUENCE =
      Key.withDefault(
          "sequence", ListOf.of(STEP), List.<Step>of(), "the steps, one after the other");

  /** An entry of {@code steps}; its steps. */
  static final Section<List<Step>> ITEM =
      Section.of(
          "steps[]",
          List.of(SEQUENCE, Key.notYet("sink", "the old form of the outputs")),
          fields -> fields.get(SEQUENCE));

  private StepKeys() {}
}
