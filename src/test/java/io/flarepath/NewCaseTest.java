package io.flarepath;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sealed types with one case more, compiled with all that uses them: whatever handles their
 * cases does not compile until it has an answer for the new one.
 */
class NewCaseTest {

  private static final Path MAIN = Path.of("src/main/java");

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** One for all, since it keeps the class path open. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

  @AfterAll
  static void closeTheClassPath() throws IOException {
    FILES.close();
  }

  private static final String ACTION = "io/flarepath/workflow/Action.java";

  private static final String NEW_ACTION =
      """
        record Compact(Located<String> name, Optional<Located<String>> input) implements Action {
          @Override public String word() { return "compact"; }
          @Override public Optional<Located<Moment>> olderThan() { return Optional.empty(); }
          @Override public Optional<Passage> condition() { return Optional.empty(); }
          @Override public <R> R match(Cases<R> cases) { return cases.compact(this); }
        }
      """;

  private static final String SOURCE = "io/flarepath/source/DataSource.java";

  private static final String NEW_SOURCE =
      """
        record Topic(String name) implements DataSource {
          @Override public boolean isFrozen() { return false; }
          @Override public boolean knowsItsColumns() { return false; }
          @Override public Optional<Format> storedAs() { return Optional.empty(); }
          @Override
          public <R> R match(
              Function<Table, R> table,
              Function<Files, R> files,
              Function<Connector, R> connector,
              Function<Query, R> query) {
            return topic.apply(this);
          }
        }
      """;

  @Test
  void everyHandlerOfActionsMissesANewOne() {
    String text = withCase(read(MAIN.resolve(ACTION)), NEW_ACTION);
    String cases = "interface Cases<R> {\n";
    assertThat(text).containsOnlyOnce(cases);
    Map<String, String> errors =
        errors(
            ACTION,
            text.replace(cases, cases + "    R compact(Compact action);\n"),
            users("Action"));
    Set<String> handlers = new TreeSet<>();
    users("Action.Cases<").forEach(file -> handlers.add(file.getFileName().toString()));
    assertThat(handlers).contains("Actions.java", "Maintenance.java", "UpkeepText.java");
    assertThat(errors.keySet()).isEqualTo(handlers);
    assertThat(errors.values())
        .allMatch(
            error ->
                error.contains("does not override abstract method")
                    && error.contains("compact(io.flarepath.workflow.Action.Compact)"));
  }

  /** One by one: after the first error of this kind, the compiler of Java 17 breaks down. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "InputCheck",
        "InputReader",
        "SinkProbe",
        "SinkWriter",
        "StreamPlanner",
        "StreamReader",
        "Targets",
        "Writable"
      })
  void aHandlerOfDataSourcesMissesANewOne(String handler) {
    String last = "Function<Query, R> query)";
    String ownLast = "q -> Optional.empty())";
    String text = withCase(read(MAIN.resolve(SOURCE)), NEW_SOURCE);
    assertThat(text.split(Pattern.quote(last), -1)).hasSize(7);
    assertThat(text).contains(ownLast);
    String mutated =
        text.replace(last, "Function<Query, R> query, Function<Topic, R> topic)")
            .replace(ownLast, "q -> Optional.empty(), topic -> Optional.empty())");
    List<Path> files = filesThat(file -> file.getFileName().toString().equals(handler + ".java"));
    assertThat(files).hasSize(1);
    Map<String, String> errors = errors(SOURCE, mutated, files);
    assertThat(errors).containsOnlyKeys(handler + ".java");
    assertThat(errors.get(handler + ".java"))
        .contains("method match in interface", "cannot be applied", "Topic");
  }

  @Test
  void aCaseThatAnswersNothingIsRefusedByItsType() {
    String text = withCase(read(MAIN.resolve(ACTION)), "  record Compact() implements Action {}\n");
    assertThat(errors(ACTION, text, users("Action")))
        .containsOnlyKeys("Action.java")
        .allSatisfy(
            (file, error) -> assertThat(error).contains("does not override abstract method"));
  }

  @Test
  void theTypesCompileAsTheyAre() {
    assertThat(errors(ACTION, read(MAIN.resolve(ACTION)), users("Action"))).isEmpty();
    assertThat(errors(SOURCE, read(MAIN.resolve(SOURCE)), users("DataSource"))).isEmpty();
  }

  private static String withCase(String text, String addition) {
    int end = text.lastIndexOf('}');
    return text.substring(0, end) + addition + text.substring(end);
  }

  /**
   * By file name, the first error of each file.
   *
   * @param file the file of a type
   * @param text what would be in that file
   * @param others what is compiled with it
   */
  private static Map<String, String> errors(String file, String text, List<Path> others) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<JavaFileObject> sources = new ArrayList<>();
    sources.add(new Source(file, text));
    others.stream()
        .filter(other -> !other.equals(MAIN.resolve(file)))
        .forEach(other -> FILES.getJavaFileObjects(other).forEach(sources::add));
    List<String> options =
        List.of(
            "-proc:none",
            "-implicit:none",
            "-XDshould-stop.ifError=ATTR",
            "-classpath",
            System.getProperty("java.class.path"));
    try {
      ((JavacTask) COMPILER.getTask(null, FILES, problems, options, null, sources)).analyze();
    } catch (IllegalStateException e) {
      // A lambda in a call with too few arguments: the error is known, and nothing after it.
      assertThat(problems.getDiagnostics()).isNotEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> errors = new TreeMap<>();
    for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
      if (problem.getKind() == Diagnostic.Kind.ERROR) {
        errors.putIfAbsent(
            Path.of(problem.getSource().getName()).getFileName().toString(),
            problem.getMessage(Locale.ROOT));
      }
    }
    return errors;
  }

  private static List<Path> users(String text) {
    return filesThat(file -> read(file).contains(text));
  }

  private static List<Path> filesThat(Predicate<Path> condition) {
    try (Stream<Path> tree = Files.walk(MAIN)) {
      return tree.filter(file -> file.toString().endsWith(".java")).filter(condition).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A source that is not on disk. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
