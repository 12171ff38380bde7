package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.grammar.Anything;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Yaml;
import io.flarepath.workflow.Action;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Upkeep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of {@code job} by which it looks at its rows. */
final class UpkeepKeys {

  static final Key<Integer> PREVIEW_LINES =
      Key.withDefault(
          "showPreviewLines",
          Scalar.WHOLE,
          0,
          "how many rows of each step to show during a run, with its columns");

  private static final ListOf<Assertion> ASSERTION_LIST = ListOf.of(AssertionKeys.ASSERTION);

  static final Key<List<Assertion>> ASSERTIONS =
      Key.withDefault(
          "assertions",
          ASSERTION_LIST,
          List.<Assertion>of(),
          "checks of the first input's rows, before anything is written");

  static final Key<Optional<Yaml>> METRICS = old("metrics");

  static final Key<Optional<Yaml>> CHECKS = old("checks");

  private UpkeepKeys() {}

  private static Key<Optional<Yaml>> old(String name) {
    return Key.optional(name, new Anything(), "old syntax for `assertions`")
        .oldFormOf("assertions");
  }

  static Upkeep upkeep(Fields fields) {
    List<Assertion> assertions = new ArrayList<>(fields.get(ASSERTIONS));
    assertions.addAll(old(METRICS, fields));
    assertions.addAll(old(CHECKS, fields));
    List<Action> actions = new ArrayList<>(fields.get(ActionKeys.ACTIONS));
    fields
        .get(ActionKeys.REWRITE_DATASET)
        .ifPresent(mode -> actions.add(ActionKeys.rewriteAll(mode)));
    return new Upkeep(
        fields.get(PREVIEW_LINES), assertions, fields.get(ProfileKeys.PROFILE), actions);
  }

  /**
   * It is undocumented what else may be there, so anything that is not an assertion is not an
   * error.
   */
  private static List<Assertion> old(Key<Optional<Yaml>> key, Fields fields) {
    if (!fields.hasValue(key)) {
      return List.of();
    }
    Problems tried = new Problems();
    Optional<List<Assertion>> read =
        fields
            .get(key)
            .flatMap(node -> ASSERTION_LIST.read(node, fields.reading().on(key.name(), tried)))
            .filter(all -> !tried.hasErrors());
    Diagnostic warning =
        Diagnostic.warning(
                Code.OLD_FORM,
                read.isPresent()
                    ? "`%s` is old syntax for `assertions`".formatted(key.name())
                    : "`%s` is not evaluated".formatted(key.name()))
            .at(fields.keySpan(key).orElse(fields.span()));
    fields
        .problems()
        .add(
            read.isPresent()
                ? warning.because("it is applied").help("rename it to `assertions`")
                : withReason(warning, tried)
                    .help("write `assertions`, a list of `{column, tests}` or `{sql, tests}`"));
    return read.orElse(List.of());
  }

  private static Diagnostic withReason(Diagnostic warning, Problems tried) {
    Diagnostic plain = warning.because("it does not have the form of `assertions`");
    return tried.all().stream()
        .filter(Diagnostic::isError)
        .findFirst()
        .map(first -> plain.because(first.message()))
        .orElse(plain);
  }
}
