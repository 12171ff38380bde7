package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.grammar.Constraint;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.workflow.Incremental;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The forms of {@code incremental} other than the named keys, of which at most one may be written.
 */
final class IncrementalForms {

  /** The key that names the view of the whole input. */
  static final String CONTEXT = "context";

  private final List<IncrementalForm<?>> forms;

  IncrementalForms(List<IncrementalForm<?>> forms) {
    this.forms = List.copyOf(forms);
  }

  String[] names() {
    return forms.stream().map(IncrementalForm::name).toArray(String[]::new);
  }

  /** Those that a {@code context} does not belong to. */
  String[] namesWithoutContext() {
    return forms.stream()
        .filter(form -> !form.isInContext())
        .map(IncrementalForm::name)
        .toArray(String[]::new);
  }

  List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>();
    forms.forEach(form -> keys.add(form.key()));
    return keys;
  }

  /**
   * That no two forms are written at once.
   *
   * @param own the keys of the form with named keys
   */
  List<Constraint> constraints(List<Key<?>> own) {
    List<Constraint> constraints = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      IncrementalForm<?> form = forms.get(i);
      foreign(form, own)
          .forEach(key -> constraints.add(Constraint.notBoth(key.name(), form.name())));
      forms
          .subList(i + 1, forms.size())
          .forEach(other -> constraints.add(Constraint.notBoth(form.name(), other.name())));
    }
    return constraints;
  }

  /** Whether at least one of the forms is written. */
  boolean areWritten(Fields fields) {
    return forms.stream().anyMatch(form -> fields.hasValue(form.key()));
  }

  /**
   * What the form that is written says; empty after a problem that was reported, such as a second
   * form beside it.
   *
   * @param own the keys of the form with named keys
   * @param context the value of {@code context}
   */
  Optional<Incremental> read(Fields fields, List<Key<?>> own, Optional<Located<String>> context) {
    IncrementalForm<?> form = written(fields).get(0);
    List<Key<?>> rivals = new ArrayList<>();
    foreign(form, own).stream().filter(fields::hasValue).findFirst().ifPresent(rivals::add);
    written(fields).stream().skip(1).forEach(other -> rivals.add(other.key()));
    rivals.forEach(rival -> fields.problems().add(twoForms(form.key(), rival, fields)));
    return rivals.isEmpty() ? form.read(fields, context) : Optional.empty();
  }

  private List<IncrementalForm<?>> written(Fields fields) {
    List<IncrementalForm<?>> written = new ArrayList<>(forms);
    written.removeIf(form -> !fields.hasValue(form.key()));
    return written;
  }

  private static List<Key<?>> foreign(IncrementalForm<?> form, List<Key<?>> own) {
    List<Key<?>> foreign = new ArrayList<>(own);
    foreign.removeIf(key -> form.isInContext() && key.name().equals(CONTEXT));
    return foreign;
  }

  private static Diagnostic twoForms(Key<?> one, Key<?> other, Fields fields) {
    List<Key<?>> both = new ArrayList<>(List.of(one, other));
    both.sort(Comparator.comparingInt(key -> line(key, fields)));
    String first = both.get(0).name();
    String second = both.get(1).name();
    return Diagnostic.error(
            Code.DUPLICATE_KEY, "`incremental` takes either `" + first + "` or `" + second + "`")
        .at(fields.keySpan(both.get(1)).orElse(fields.span()))
        .because("`" + first + "` is on line " + line(both.get(0), fields))
        .help("keep one of the two: each defines which rows a pass reads");
  }

  private static int line(Key<?> key, Fields fields) {
    return fields.keySpan(key).map(Span::line).orElse(0);
  }
}
