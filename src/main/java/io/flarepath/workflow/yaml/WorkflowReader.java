package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import io.flarepath.workflow.Workflow;
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

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing(
          diagnostic -> diagnostic.place().orElseThrow(),
          Comparator.comparingInt(Span::line).thenComparingInt(Span::column));

  private final Variables variables;

  /** A reader that replaces {@code ${NAME}} from the environment and Java's system properties. */
  public WorkflowReader() {
    this(environment());
  }

  /**
   * @param variables the values for {@code ${NAME}}; any other name is a problem
   */
  public WorkflowReader(Map<String, String> variables) {
    this.variables = new Variables(variables);
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
        YamlTree.of(source, variables, found)
            .flatMap(tree -> EnvelopeKeys.FILE.read(tree, new Reading("", found, GRAMMAR)));
    List<Diagnostic> sorted = found.all().stream().sorted(BY_PLACE).toList();
    problems.addAll(sorted);
    return workflow;
  }

  private static Map<String, String> environment() {
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
