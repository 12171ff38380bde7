package io.flarepath.workflow.yaml;

import io.flarepath.workflow.FunctionSignature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The reference of all keys, from the descriptions that the reader works by. */
final class ReferencePage {

  private static final String HEAD =
      """
      # The keys of a workflow

      Made from the descriptions that the reader works by; do not edit it by hand. `flarepath schema`
      prints the same as a JSON schema for editors.

      A place such as `inputs[].incremental` stands for each entry of `inputs`. Words are read in any
      case, numbers and truth values may stand in quotes, a list of one entry may be that entry, and
      any section or list may stand in a file of its own: `Ref://path.yaml`, relative to the file that
      says so. Keys marked *not yet* belong to Flare and are refused; *unused* ones are accepted and
      change nothing.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private ReferencePage() {}

  static String of(Grammar grammar, Collection<FunctionSignature> functions) {
    ReferencePage reference = new ReferencePage();
    grammar.sections().forEach(section -> reference.section(title(section), section));
    reference.page.append("\n# The step functions\n");
    functions.stream()
        .sorted(Comparator.comparing(FunctionSignature::name))
        .forEach(
            function -> {
              Section<?> section = CallType.section(function);
              reference.section("`" + function.name() + "`: " + function.doc(), section);
            });
    return reference.page.toString();
  }

  private static String title(Section<?> section) {
    if (section.place().isEmpty()) {
      return "The file";
    }
    String stack =
        section.keys().stream()
            .map(Key::name)
            .filter(List.of("flare", "toolbox")::contains)
            .findFirst()
            .map(name -> " of the stack `" + name + "`")
            .orElse(section.extras() == Extras.FOREIGN ? " of other stacks" : "");
    return "`" + section.place() + "`" + (section.place().equals("spec") ? stack : "");
  }

  private void section(String title, Section<?> section) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| key | value | |\n|---|---|---|\n");
    section.keys().forEach(this::key);
    if (section.extras() == Extras.FOREIGN) {
      page.append("| … | anything | Other keys are not looked at. |\n");
    }
  }

  private void key(Key<?> key) {
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
    Words.warning(key, key.name())
        .filter(warning -> key.support() != Support.NOT_YET || warning.startsWith("an old"))
        .ifPresent(marks::add);
    String notes = marks.isEmpty() ? "" : " *" + String.join("; ", marks) + "*";
    page.append("| `%s` | %s | ".formatted(key.name(), cell(value(key.type()))))
        .append(cell(Words.sentence(key)))
        .append(notes)
        .append(" |\n");
  }

  private static String value(Type<?> type) {
    if (type instanceof Type.Placed<?> placed) {
      return value(placed.type());
    }
    if (type instanceof ListOf<?> list) {
      return "list of " + value(list.item());
    }
    if (type instanceof Section<?> section) {
      return "[" + section.place() + "](#" + anchor(section.place()) + ")";
    }
    if (type instanceof Variant<?> variant) {
      return variant.cases().stream()
          .map(each -> value(each.section()))
          .distinct()
          .collect(Collectors.joining(" or "));
    }
    if (type instanceof CallType) {
      return "[step functions](#the-step-functions)";
    }
    return type instanceof StepList steps ? "list of " + value(steps.item()) : type.words();
  }

  private static String anchor(String place) {
    return place.replaceAll("[^A-Za-z0-9_-]", "").toLowerCase(java.util.Locale.ROOT);
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
