package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.grammar.Constraint;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Reading;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Type;
import io.flarepath.grammar.Yaml;
import io.flarepath.workflow.Job;
import io.flarepath.workflow.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The keys of an entry of {@code dag}. */
final class DagKeys {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.located(), "the job's name")
          .that((name, problems) -> NameRules.check(name, "job", problems))
          .shaped(NameRules.SHAPE);

  private static final Key<Optional<Yaml.Scalar>> FILE =
      Key.optional(
          "file",
          new Scalar<>("the path of a file", Optional::of),
          "another workflow whose jobs run here; the path is relative to this file");

  private static final Key<Optional<Retry>> RETRY =
      Key.optional(
          "retry", RetryKeys.SECTION, "how often, and after which failures, to retry the job");

  private final Key<Optional<Spec>> spec;
  private final Supplier<Section<Outline>> workflow;

  /**
   * @param type the value of {@code spec}
   * @param workflow a whole file, for those that {@code file} names; asked for when one is read
   */
  DagKeys(Type<Spec> type, Supplier<Section<Outline>> workflow) {
    this.spec =
        Key.optional("spec", type, "the job's stack and what the job does").needed().unless("file");
    this.workflow = workflow;
  }

  /** An entry of {@code dag}. */
  Section<DagEntry> entry() {
    return Section.checked(
            "dag[]",
            List.of(
                NAME,
                SharedKeys.TITLE,
                SharedKeys.DESCRIPTION,
                SharedKeys.TAGS,
                SharedKeys.DEPENDENCIES,
                spec,
                RETRY,
                Key.ignored("gcWhenComplete", "whether Flare cleans up after the job"),
                FILE),
            this::entry)
        .where(Constraint.notBoth("spec", "file"))
        .tolerant();
  }

  private Optional<DagEntry> entry(Fields fields) {
    Optional<Spec> own = fields.get(spec);
    Optional<Yaml.Scalar> file = fields.get(FILE);
    if (own.isPresent() && file.isPresent()) {
      fields.problems().add(twoBodies(fields));
      return Optional.empty();
    }
    return file.isPresent()
        ? file.flatMap(path -> outline(path, fields.reading()))
            .map(outline -> new DagEntry(head(fields, Optional.empty()), outline.drafts()))
        : own.map(body -> own(fields, body));
  }

  private static DagEntry own(Fields fields, Spec spec) {
    Job.Head head = head(fields, Optional.of(spec));
    spec.job(head)
        .asForeign()
        .map(foreign -> skipped(foreign.stack(), head.name().value()))
        .ifPresent(fields.problems()::add);
    return new DagEntry(head, List.of(new DagEntry.Draft(head, spec)));
  }

  private static Job.Head head(Fields fields, Optional<Spec> spec) {
    List<Located<String>> dependencies = new ArrayList<>(fields.get(SharedKeys.DEPENDENCIES));
    spec.ifPresent(body -> dependencies.addAll(body.dependencies()));
    Optional<String> title = fields.get(SharedKeys.TITLE).or(() -> spec.flatMap(Spec::title));
    return new Job.Head(
        fields.get(NAME),
        title.orElse(""),
        dependencies,
        fields.get(RETRY).or(() -> spec.flatMap(Spec::retry)),
        "");
  }

  private Optional<Outline> outline(Yaml.Scalar path, Reading reading) {
    return reading
        .tree(path)
        .flatMap(tree -> workflow.get().read(tree, reading.inside(tree).of("")));
  }

  private static Diagnostic twoBodies(Fields fields) {
    return Diagnostic.error(Code.DUPLICATE_KEY, "a job has either `spec` or `file`")
        .at(fields.keySpan(FILE).orElse(fields.span()))
        .because("`file` includes the jobs of another workflow; `spec` defines a job here")
        .help("remove one of the two, or make two jobs");
  }

  private static Diagnostic skipped(Located<String> stack, String job) {
    Diagnostic skipped =
        Diagnostic.warning(
                Code.OTHER_STACK,
                "the job `" + job + "` is for the stack `" + stack.value() + "` and is skipped")
            .at(stack.span())
            .because("Flarepath runs only jobs for the stacks `flare` and `toolbox`");
    String name = stack.value().split(":", 2)[0];
    return Suggestion.nearest(name, List.of("flare", "toolbox"))
        .map(near -> skipped.help("did you mean `" + near + "`?"))
        .orElse(skipped);
  }
}
