package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
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

  private static final Grammar GRAMMAR = Grammar.of(EnvelopeKeys.FILE);

  private final Outside outside;

  /**
   * A reader of workflows that stand alone: in one file, without step functions.
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
      Map<String, String> variables, Collection<FunctionSignature> functions, WorkflowFiles files) {
    Map<String, FunctionSignature> byName = new HashMap<>();
    functions.forEach(function -> byName.put(function.name(), function));
    this.outside = new Outside(new Variables(variables), files, byName, List.of());
  }

  /**
   * Reads one file.
   *
   * @param problems gets every problem, in the order of the file
   * @return the workflow; empty where too little of it could be read. It may be there beside
   *     errors, so that later checks can add theirs: whoever runs it asks {@code problems} first
   */
  public Optional<Workflow> read(Source source, Problems problems) {
    Problems found = new Problems();
    Optional<Workflow> workflow =
        YamlTree.of(source, outside.variables(), found)
            .flatMap(
                tree ->
                    EnvelopeKeys.FILE.read(
                        tree, new Reading("", found, GRAMMAR, outside.inside(source.name()))))
            .map(outline -> outline.workflow(found));
    problems.addAll(found.all().stream().sorted(byPlace(source)).toList());
    return workflow;
  }

  // What stands in the files that the workflow refers to comes after what stands in itself.
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
