package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.ToolboxJob;
import java.util.List;

/** The keys of the section of a toolbox job. */
final class ToolboxKeys {

  private static final Key<String> NAME =
      Key.required("name", Choice.only("set_version"), "the action: `set_version`");

  private static final Key<Located<String>> VALUE =
      Key.required("value", Scalar.TEXT.located(), "the version, for example `latest`");

  private static final Key<Located<String>> DATASET =
      Key.required("dataset", Scalar.TEXT.located(), "the table's address");

  private static final Key<Located<String>> ACTION =
      Key.required(
          "action",
          Section.of("toolbox.action", List.of(NAME, VALUE), fields -> fields.get(VALUE)),
          "what to do with the table");

  static final Section<Body> SECTION =
      Section.of(
          "toolbox",
          List.of(DATASET, ACTION),
          fields -> new Body(fields.get(DATASET), fields.get(ACTION)));

  private ToolboxKeys() {}

  /** What the section says. */
  record Body(Located<String> dataset, Located<String> version) {
    ToolboxJob job(Job.Head head) {
      return new ToolboxJob(head, dataset, version);
    }
  }
}
