package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.grammar.Grammar;
import io.flarepath.grammar.SectionDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowGrammarTest {

  private final Grammar grammar =
      Grammar.of(new WorkflowGrammar(List.of(), List.of()).file().description());

  @Test
  void everyKeyHasOneSentenceOfItsOwn() {
    for (SectionDescription section : grammar.sections()) {
      assertThat(section.keys()).as(section.place()).allMatch(key -> !key.doc().isBlank());
      assertThat(section.spellings()).as(section.place()).doesNotHaveDuplicates();
    }
  }

  @Test
  void describesEveryPlaceOfTheGrammar() {
    assertThat(grammar.sections())
        .extracting(SectionDescription::place)
        .contains(
            "",
            "workflow",
            "workflow.schedule",
            "dag[]",
            "spec",
            "flare",
            "toolbox",
            "toolbox.action",
            "job",
            "job.variables",
            "inputs[]",
            "inputs[].file",
            "inputs[].incremental",
            "inputs[].incremental.keys[]",
            "inputs[].incremental.state[]",
            "inputs[].incremental.window",
            "steps[]",
            "steps[].sequence[]",
            "steps[].sequence[].commands[]",
            "outputs[]",
            "outputs[].options",
            "outputs[].options.sort",
            "outputs[].options.iceberg",
            "outputs[].options.iceberg.partitionSpec[]",
            "outputs[].options.iceberg.merge");
  }

  @Test
  void knowsWhereAKeyBelongs() {
    assertThat(grammar.placesOf("context")).containsExactly("`inputs[].incremental`");
    assertThat(grammar.placesOf("merge")).containsExactly("`outputs[].options.iceberg`");
    assertThat(grammar.placesOf("partitionSpec")).containsExactly("`outputs[].options.iceberg`");
    assertThat(grammar.placesOf("zebra")).isEmpty();
  }

  @Test
  void knowsEveryOldAndRareKeyOfTheFlareGrammar() {
    for (String key :
        List.of(
            "streaming",
            "udfs",
            "output",
            "sink",
            "driver",
            "depot",
            "partitionBy",
            "compressionType",
            "checkpointLocation",
            "extraOptions")) {
      assertThat(grammar.sections())
          .as(key)
          .anyMatch(
              section -> section.keys().stream().anyMatch(each -> each.spellings().contains(key)));
    }
  }
}
