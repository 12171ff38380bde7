package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Description;
import io.flarepath.grammar.Extras;
import io.flarepath.grammar.Grammar;
import io.flarepath.grammar.SectionDescription;
import io.flarepath.grammar.SectionDescription.KeyDescription;
import io.flarepath.grammar.Support;
import io.flarepath.workflow.FunctionSignature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reference of all keys, from the descriptions that the reader works by. */
final class ReferencePage {

  private static final String HEAD =
      """
      # The keys of a workflow

      Generated from the descriptions of the keys that the parser uses; do not edit it. `flarepath schema`
      prints the same as a JSON schema for editors.

      A path such as `inputs[].incremental` means `incremental` in each entry of `inputs`. Words are not
      case-sensitive, numbers and booleans may be quoted, a list with a single entry may be written as
      that entry, and any section or list may be in a separate file: `Ref://path.yaml`, relative to the
      file that refers to it. Keys marked *not yet* belong to Flare and are errors; *unused* keys are
      accepted and have no effect.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private ReferencePage() {}

  static String of(Collection<FunctionSignature> functions, List<IncrementalForm<?>> forms) {
    ReferencePage reference = new ReferencePage();
    Grammar grammar = Grammar.of(new WorkflowGrammar(functions, forms).file().description());
    grammar.sections().forEach(section -> reference.section(title(section), section));
    reference.page.append("\n# The step functions\n");
    functions.stream()
        .sorted(Comparator.comparing(FunctionSignature::name))
        .forEach(
            function ->
                reference.section(
                    "`" + function.name() + "`: " + function.doc(),
                    CallType.section(function).description()));
    return reference.page.toString();
  }

  private static String title(SectionDescription section) {
    if (section.place().isEmpty()) {
      return "The file";
    }
    String stack =
        section.keys().stream()
            .map(KeyDescription::name)
            .filter(List.of("flare", "toolbox")::contains)
            .findFirst()
            .map(name -> " of the stack `" + name + "`")
            .orElse(section.extras() == Extras.FOREIGN ? " of other stacks" : "");
    return "`" + section.place() + "`" + (section.place().equals("spec") ? stack : "");
  }

  private void section(String title, SectionDescription section) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| key | value | |\n|---|---|---|\n");
    section.keys().forEach(this::key);
    if (section.extras() == Extras.FOREIGN) {
      page.append("| … | anything | Other keys are ignored. |\n");
    }
  }

  private void key(KeyDescription key) {
    List<String> marks = new ArrayList<>();
    if (key.isRequired()) {
      marks.add(
          key.traits().alternatives().isEmpty()
              ? "required"
              : "required, unless there is " + quoted(key.traits().alternatives()));
    }
    if (key.spellings().size() > 1) {
      marks.add("also " + quoted(key.spellings().subList(1, key.spellings().size())));
    }
    if (key.support() == Support.NOT_YET) {
      marks.add("not yet");
    }
    if (key.support() == Support.IGNORED) {
      marks.add("unused");
    }
    key.warning(key.name())
        .filter(warning -> key.support() != Support.NOT_YET || warning.startsWith("an old"))
        .ifPresent(marks::add);
    String notes = marks.isEmpty() ? "" : " *" + String.join("; ", marks) + "*";
    page.append("| `%s` | %s | ".formatted(key.name(), cell(key.type().accept(new ValueWords()))))
        .append(cell(key.sentence()))
        .append(notes)
        .append(" |\n");
  }

  /** What a value is, in a cell of the table. */
  private static final class ValueWords implements Description.Visitor<String> {

    @Override
    public String single(Description.Single single) {
      return single.words();
    }

    @Override
    public String word(Description.Word word) {
      return word.words();
    }

    @Override
    public String items(Description.Items items) {
      String item = items.item().accept(this);
      return (item.startsWith("[") ? "list of " : "list, each item ") + item;
    }

    @Override
    public String texts(Description.Texts texts) {
      return texts.words();
    }

    @Override
    public String pairs(Description.Pairs pairs) {
      return pairs.words();
    }

    @Override
    public String section(SectionDescription section) {
      return "[" + section.place() + "](#" + anchor(section.place()) + ")";
    }

    @Override
    public String alternatives(Description.Alternatives alternatives) {
      return alternatives.cases().stream()
          .map(each -> section(each.section()))
          .distinct()
          .collect(Collectors.joining(" or "));
    }

    @Override
    public String named(Description.Named named) {
      return "[" + named.title() + "](#the-" + named.title().replace(' ', '-') + ")";
    }

    @Override
    public String either(Description.Either either) {
      return either.single().accept(this) + ", or " + either.section().accept(this);
    }

    @Override
    public String any(Description.Any any) {
      return "anything";
    }

    private static String anchor(String place) {
      return place.replaceAll("[^A-Za-z0-9_-]", "").toLowerCase(Locale.ROOT);
    }
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
