package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.Golden;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.grammar.ReferencedFiles;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import io.flarepath.workflow.ParameterType;
import io.flarepath.workflow.ParameterType.Pair;
import io.flarepath.workflow.StepCommand;
import io.flarepath.workflow.StepSource;
import io.flarepath.workflow.StorageLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps in each of their forms; the functions are made up, apart from their names. */
class StepsTest {

  private static final Parameter<Located<String>> COLUMN =
      Parameter.required("column", ParameterType.COLUMN, "the column");
  private static final Parameter<Located<String>> AS_COLUMN =
      Parameter.required("asColumn", ParameterType.COLUMN, "its name");
  private static final Parameter<List<Pair>> PAIRS =
      Parameter.required("columns", new ParameterType.Pairs(), "the names");
  private static final Parameter<List<Located<String>>> MANY =
      Parameter.required("columns", new ParameterType.Several<>(ParameterType.COLUMN), "some");
  private static final Parameter<List<Located<String>>> KEPT =
      Parameter.required("pivotColumns", new ParameterType.Several<>(ParameterType.COLUMN), "some");
  private static final Parameter<Optional<Located<String>>> KEY =
      Parameter.optional("keyColumnName", ParameterType.COLUMN, "the key");
  private static final Parameter<Optional<Located<String>>> VALUE =
      Parameter.optional("value", ParameterType.COLUMN, "the value").or("valueColumnName");
  private static final Parameter<Located<Integer>> METHOD =
      Parameter.withDefault(
          "method", new ParameterType.Word<>(Map.of("one", 1, "two", 2)), "two", "how");
  private static final Parameter<Passage> EXPRESSION =
      Parameter.required("expression", new ParameterType.Expression(), "an expression");

  private static final List<FunctionSignature> FUNCTIONS =
      List.of(
          FunctionSignature.of("rename", "renames", COLUMN, AS_COLUMN),
          FunctionSignature.of("rename_all", "renames", PAIRS),
          FunctionSignature.of("unpivot", "turns", MANY, KEPT, KEY, VALUE),
          FunctionSignature.of("trim", "trims", COLUMN, METHOD),
          FunctionSignature.of("set_variable", "sets", COLUMN, EXPRESSION));

  private final Problems problems = new Problems();
  private final List<FlareStep> steps = steps(Golden.text("workflows/steps.yaml"));

  @Test
  void readsEveryStepInOrderWhereverItStands() {
    assertThat(problems.all()).isEmpty();
    assertThat(steps)
        .extracting(step -> step.name().value())
        .containsExactly("clean", "cached", "from_a_file", "from_a_file_too", "own", "last");
  }

  @Test
  void readsCallsByTheSignaturesThatItIsGiven() {
    List<FunctionCall> calls = steps.get(0).functions();
    FunctionCall unpivot = calls.get(2);

    assertThat(calls.get(0).name().value()).as("in the function's spelling").isEqualTo("rename");
    assertThat(calls.get(0).name().span()).hasToString("workflows/steps.yaml:16:31");
    assertThat(calls.get(0).get(COLUMN).value()).isEqualTo(" Id");
    assertThat(calls.get(0).get(COLUMN).span()).hasToString("workflows/steps.yaml:17:33");
    assertThat(calls.get(1).get(PAIRS))
        .extracting(pair -> pair.key().value() + "=" + pair.value().value())
        .containsExactly("a=b", "c=dataos://lake:retail");
    assertThat(calls.get(1).get(PAIRS).get(0).key().span())
        .hasToString("workflows/steps.yaml:21:27");
    assertThat(unpivot.get(MANY)).as("a scalar for a list").hasSize(1);
    assertThat(unpivot.get(KEY).map(Located::value)).contains("k");
    assertThat(unpivot.get(VALUE).map(Located::value)).as("by its synonym").contains("v");
    assertThat(calls.get(3).get(METHOD).value()).as("by default").isEqualTo(2);
    assertThat(calls.get(3).expression()).isEmpty();
    assertThat(calls.get(4).expression().map(Passage::text)).contains("v * 2");
  }

  @Test
  void readsCommands() {
    assertThat(steps.get(0).commands())
        .satisfiesExactly(
            persist -> {
              assertThat(persist.view().value()).as("the step's own view").isEqualTo("clean");
              assertThat(((StepCommand.Persist) persist).level())
                  .isEqualTo(StorageLevel.MEMORY_ONLY);
            },
            unpersist -> {
              assertThat(unpersist).isInstanceOf(StepCommand.Unpersist.class);
              assertThat(unpersist.view().value()).isEqualTo("orders");
            });
  }

  @Test
  void readsSqlFromAFileAndPointsIntoIt() {
    Passage sql = sql(steps.get(2));
    int from = sql.text().indexOf("clean");

    assertThat(sql.text())
        .isEqualTo("-- the large ones of dataos://lake:retail\nselect *\n  from clean\n");
    assertThat(sql.span(from, from + 5)).hasToString("workflows/steps/sql/large.sql:3:8");
    assertThat(sql(steps.get(3)).text()).isEqualTo(sql.text());
  }

  @Test
  void readsAClassAndWhatItIsGiven() {
    StepSource.OwnClass own = (StepSource.OwnClass) steps.get(4).source();

    assertThat(own.name().value()).isEqualTo("com.example.Step");
    assertThat(own.params())
        .hasSize(2)
        .hasEntrySatisfying("threshold", value -> assertThat(value.value()).isEqualTo("0.8"));
  }

  @Test
  void readsAllStepsFromOneFile() {
    String text =
        Golden.text("workflows/steps.yaml")
            .replaceAll("(?s)steps:\n.*(?=            outputs:)", "steps: steps/list.yaml\n");

    assertThat(steps(text)).extracting(step -> step.name().value()).containsExactly("last");
  }

  @Test
  void leavesAbsolutePathsAndAddressesAsTheyAre() {
    String text =
        """
        name: x
        workflow:
          dag:
            - name: x
              spec:
                stack: flare
                flare:
                  job:
                    steps:
                      - Ref:///else/where.yaml
                      - s3a://bucket/steps.yml
        """;
    var unused =
        new WorkflowReader(Map.of(), FUNCTIONS, path -> Optional.empty())
            .read(new Source("jobs/x.yaml", text), problems);

    assertThat(problems.all())
        .extracting(Diagnostic::message)
        .containsExactly(
            "the file `/else/where.yaml` cannot be read",
            "the file `s3a://bucket/steps.yml` cannot be read");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    String text = Golden.text("workflows/steps.yaml");
    ReferencedFiles broken =
        path -> {
          throw new IOException("it is a folder");
        };
    var workflow =
        new WorkflowReader(Map.of("LAKE", ""), FUNCTIONS, broken)
            .read(new Source("workflows/steps.yaml", text), problems);

    assertThat(workflow).isEmpty();
    assertThat(problems.all().get(0).notes()).containsExactly("it is a folder");
  }

  private List<FlareStep> steps(String text) {
    var workflow =
        new WorkflowReader(Map.of("LAKE", "dataos://lake:retail"), FUNCTIONS, StepsTest::file)
            .read(new Source("workflows/steps.yaml", text), problems);
    assertThat(problems.hasErrors()).as(problems.all().toString()).isFalse();
    return ((FlareJob) workflow.orElseThrow().jobs().get(0)).steps();
  }

  private static Passage sql(FlareStep step) {
    return ((StepSource.Sql) step.source()).text();
  }

  private static Optional<String> file(String path) throws IOException {
    Path file = Golden.path(path);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }
}
