package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.TextRenderer;
import io.flarepath.function.Functions;
import io.flarepath.grammar.Grammar;
import io.flarepath.grammar.Reference;
import io.flarepath.grammar.SectionDescription;
import io.flarepath.grammar.Variables;
import io.flarepath.grammar.Yaml;
import io.flarepath.grammar.YamlTree;
import io.flarepath.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That the workflows of the corpus together use everything that the grammar has: every key in every
 * place and spelling, every word of every choice, every step function with all of its parameters.
 */
class CorpusCoverageTest {

  private static final Variables VARIABLES = new Variables(Map.of());

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SHOP_FILES", "/shop",
          "SHOP_URL", "jdbc:sqlite:shop.db",
          "TARGET", "dataos://icebase:env",
          "LOG_LEVEL", "INFO",
          "WORKFLOW_NAME", "from-the-environment",
          "THRESHOLD", "90");

  private static final SectionDescription FILE =
      new WorkflowGrammar(Functions.signatures(), List.of()).file().description();

  private final Coverage coverage = new Coverage(FILE, file -> tree(Path.of(Reference.path(file))));

  @Test
  void everythingIsUsed() throws IOException {
    for (Path file : corpus()) {
      coverage.walk(FILE, tree(file).orElseThrow());
    }
    Set<String> missing = new TreeSet<>(coverage.all(Grammar.of(FILE)));
    missing.removeAll(coverage.used());
    assertThat(missing).as("what no workflow of the corpus uses").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void isReadWithoutError(Path file) throws IOException {
    Problems problems = new Problems();
    Source source = new Source(file.toString(), Files.readString(file));
    Optional<Workflow> workflow =
        new WorkflowReader(ENVIRONMENT, Functions.signatures(), CorpusCoverageTest::text)
            .read(source, problems);
    assertThat(problems.all().stream().filter(Diagnostic::isError))
        .as(TextRenderer.plain().render(problems.all()))
        .isEmpty();
    assertThat(workflow).isPresent();
  }

  @Test
  void thereAreManyWorkflows() throws IOException {
    assertThat(corpus()).hasSizeGreaterThanOrEqualTo(60);
  }

  /** The workflows that run, and those that need what is not here. */
  private static List<Path> corpus() throws IOException {
    try (Stream<Path> batch = Files.list(Golden.path("workflows/batch"));
        Stream<Path> elsewhere = Files.list(Golden.path("workflows/elsewhere"))) {
      return Stream.of(batch, elsewhere)
          .flatMap(files -> files)
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .toList();
    }
  }

  private static Optional<String> text(String path) throws IOException {
    return Files.isRegularFile(Path.of(path))
        ? Optional.of(Files.readString(Path.of(path)))
        : Optional.empty();
  }

  private static Optional<Yaml> tree(Path file) {
    try {
      Source source = new Source(file.toString(), Files.readString(file));
      return YamlTree.of(
          source, VARIABLES, new Problems(), Diagnostic.error(Code.EMPTY_FILE, "nothing"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
