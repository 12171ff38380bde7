package io.flarepath.workflow.yaml;

import io.flarepath.grammar.Section;
import io.flarepath.workflow.FunctionSignature;
import java.util.Collection;
import java.util.List;

/** The whole grammar of workflows, with the step functions and forms of reading there are. */
final class WorkflowGrammar {

  private final Section<Outline> file;

  /**
   * @param functions the step functions there are
   * @param forms the forms of {@code incremental} other than the named keys
   */
  WorkflowGrammar(Collection<FunctionSignature> functions, List<IncrementalForm<?>> forms) {
    IncrementalKeys incremental = new IncrementalKeys(new IncrementalForms(forms));
    InputKeys inputs = new InputKeys(incremental.section());
    StepKeys steps = new StepKeys(CallType.of(functions));
    SpecKeys spec = new SpecKeys(new FlareKeys(inputs.input(), steps.steps()).section());
    DagKeys dag = new DagKeys(spec.spec(), this::file);
    this.file = new EnvelopeKeys(dag.entry()).file();
  }

  /** A whole file. */
  Section<Outline> file() {
    return file;
  }
}
