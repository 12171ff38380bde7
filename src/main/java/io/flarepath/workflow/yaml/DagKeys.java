package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.workflow.ForeignJob;
import io.flarepath.workflow.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of an entry of {@code dag}. */
final class DagKeys {

  private static final Key<Located<String>> NAME =
      Key.required("name", Scalar.TEXT.placed(), "the job's name")
          .that((name, problems) -> NameRules.check(name, "job", problems));

  private static final Key<Spec> SPEC =
      Key.required("spec", SpecKeys.SPEC, "the job's stack, and what it does").unless("file");

  static final Section<Job> ENTRY =
      Section.of(
          "dag[]",
          List.of(
              NAME,
              SharedKeys.TITLE,
              SharedKeys.DESCRIPTION,
              SharedKeys.TAGS,
              SharedKeys.DEPENDENCIES,
              SPEC,
              Key.notYet("retry", "how often, and when, a failed job is tried again"),
              Key.notYet("file", "another workflow that runs as this job")),
          DagKeys::job);

  private DagKeys() {}

  private static Job job(Fields fields) {
    Located<String> name = fields.get(NAME);
    Spec spec = fields.get(SPEC);
    List<Located<String>> dependencies = new ArrayList<>(fields.get(SharedKeys.DEPENDENCIES));
    dependencies.addAll(spec.dependencies());
    Optional<String> title = fields.get(SharedKeys.TITLE);
    Job job = spec.job(new Spec.Head(name, title.or(spec::title).orElse(""), dependencies));
    if (job instanceof ForeignJob foreign) {
      fields.problems().add(skipped(foreign.stack(), name.value()));
    }
    return job;
  }

  private static Diagnostic skipped(Located<String> stack, String job) {
    Diagnostic skipped =
        Diagnostic.warning(
                Code.OTHER_STACK,
                "the job `" + job + "` is of the stack `" + stack.value() + "`: it is skipped")
            .at(stack.span())
            .because("Flarepath runs jobs of the stacks `flare` and `toolbox`");
    String name = stack.value().split(":", 2)[0];
    return Suggestion.nearest(name, List.of("flare", "toolbox"))
        .map(near -> skipped.help("did you mean `" + near + "`?"))
        .orElse(skipped);
  }
}
