package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import io.flarepath.grammar.Environment;
import io.flarepath.grammar.Grammar;
import io.flarepath.grammar.KnownKeys;
import io.flarepath.grammar.Reading;
import io.flarepath.grammar.ReferencedFiles;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Variables;
import io.flarepath.grammar.YamlTree;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Workflow;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads workflows. Whatever is wrong with a file becomes a located problem, all of them at once,
 * and never an exception. Safe for use by several threads.
 */
public final class WorkflowReader {

  private static final Diagnostic EMPTY =
      Diagnostic.error(Code.EMPTY_FILE, "the file contains no workflow")
          .help("a workflow starts with `version`, `name`, `type: workflow` and `workflow`");

  private final Section<Outline> file;
  private final KnownKeys known;
  private final Environment environment;

  /**
   * A reader of workflows without references: in one file, without step functions.
   *
   * @param variables the values for {@code ${NAME}}; any other name is a problem
   */
  public WorkflowReader(Map<String, String> variables) {
    this(variables, List.of(), path -> Optional.empty());
  }

  /**
   * @param variables the values for {@code ${NAME}}; any other name is a problem
   * @param functions the step functions there are
   * @param files the files that a workflow may refer to
   */
  public WorkflowReader(
      Map<String, String> variables,
      Collection<FunctionSignature> functions,
      ReferencedFiles files) {
    this(variables, functions, List.of(), files);
  }

  /**
   * @param variables the values for {@code ${NAME}}; any other name is a problem
   * @param functions the step functions there are
   * @param forms the forms of {@code incremental} other than the named keys
   * @param files the files that a workflow may refer to
   */
  public WorkflowReader(
      Map<String, String> variables,
      Collection<FunctionSignature> functions,
      List<IncrementalForm<?>> forms,
      ReferencedFiles files) {
    this.file = new WorkflowGrammar(functions, forms).file();
    this.known = Grammar.of(file.description());
    this.environment = new Environment(new Variables(variables), files, List.of());
  }

  /**
   * Reads one file.
   *
   * @param problems gets every problem, in the order of the file
   * @return the workflow; empty where too little of it could be read. It may be there beside
   *     errors, so that later checks can add theirs: before running it, check {@code problems}
   */
  public Optional<Workflow> read(Source source, Problems problems) {
    Problems found = new Problems();
    Reading reading = new Reading("", found, known, environment.inside(source.name()));
    Optional<Workflow> workflow =
        YamlTree.of(source, environment.variables(), found, EMPTY)
            .flatMap(tree -> file.read(tree, reading))
            .map(outline -> outline.workflow(found));
    problems.addAll(
        UnsetVariables.once(found.all().stream().sorted(byPlace(source)).toList(), source));
    return workflow;
  }

  // The content of the files that the workflow refers to comes after its own.
  private static Comparator<Diagnostic> byPlace(Source main) {
    return Comparator.comparing(
        diagnostic -> diagnostic.place().orElseThrow(),
        Comparator.comparing((Span span) -> !span.source().equals(main))
            .thenComparing(span -> span.source().name())
            .thenComparingInt(Span::line)
            .thenComparingInt(Span::column));
  }

  /** The values of the environment and of Java's system properties. */
  public static Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            name -> {
              String value = System.getProperty(name);
              if (value != null) {
                variables.put(name, value);
              }
            });
    variables.putAll(System.getenv());
    return variables;
  }
}
