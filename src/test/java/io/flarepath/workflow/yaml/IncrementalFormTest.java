package io.flarepath.workflow.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.report.SchemaJson;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.Incremental;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.KeySql;
import io.flarepath.workflow.Workflow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Forms of {@code incremental} that exist only here are read, checked and described like ours. */
class IncrementalFormTest {

  /** Every {@code every}-th row group. */
  private record Counter(Span span, int every) implements Incremental {
    @Override
    public Located<String> context() {
      return new Located<>("counter", span);
    }
  }

  /** What is new in a view. */
  private record Fresh(Span span, Located<String> context, String by) implements Incremental {}

  private static final Key<Integer> EVERY =
      Key.required("every", Scalar.COUNT, "how many row groups make a step");

  private static final IncrementalForm<Counter> COUNTER =
      IncrementalForm.of(
          "counter",
          Section.of(
              "inputs[].incremental.counter",
              List.of(EVERY),
              fields -> new Counter(fields.span(), fields.get(EVERY))),
          "counts row groups");

  private static final Key<Located<String>> BY =
      Key.required("by", Scalar.TEXT.located(), "the column that shows what is new");

  private static final IncrementalForm<Located<String>> FRESH =
      IncrementalForm.inContext(
          "fresh",
          Section.of("inputs[].incremental.fresh", List.of(BY), fields -> fields.get(BY)),
          (context, by) -> new Fresh(by.span(), context, by.value()),
          "reads what is new in a view");

  private static final List<IncrementalForm<?>> FORMS = List.of(COUNTER, FRESH);

  private static final String NAMED_KEYS =
      """
      context: all
      sql: select * from all where id > $|start|
      keys: [{name: start, default: 0}]
      """;

  private final Problems problems = new Problems();

  @Test
  void aRegisteredFormIsRead() {
    assertThat(read("counter:\n  every: 3\n"))
        .hasValueSatisfying(
            read ->
                assertThat(read)
                    .isInstanceOfSatisfying(
                        Counter.class, counter -> assertThat(counter.every()).isEqualTo(3)));
    assertThat(said()).isEmpty();
  }

  @Test
  void aFormInAContextGetsTheNameOfTheView() {
    assertThat(read("context: all\nfresh: {by: id}\n"))
        .hasValueSatisfying(
            read ->
                assertThat(read)
                    .isInstanceOfSatisfying(
                        Fresh.class,
                        fresh -> {
                          assertThat(fresh.context().value()).isEqualTo("all");
                          assertThat(fresh.by()).isEqualTo("id");
                        }));
    assertThat(said()).isEmpty();
  }

  @Test
  void theContextOfAFormThatNeedsItMayNotBeMissing() {
    assertThat(read("fresh: {by: id}\n")).isEmpty();
    assertThat(said()).containsExactly("13: `context` is missing in `inputs[].incremental`");
  }

  @Test
  void namedKeysAreReadBesideRegisteredForms() {
    assertThat(read(NAMED_KEYS)).hasValueSatisfying(r -> assertThat(r).isInstanceOf(KeySql.class));
    assertThat(said()).isEmpty();
  }

  @Test
  void whatNamedKeysMissIsReportedAsWithoutForms() {
    assertThat(read("context: all\n")).isEmpty();
    List<String> withForms = said();
    Problems without = new Problems();
    var unused = workflow("context: all\n", List.of(), without);
    assertThat(withForms)
        .isEqualTo(said(without))
        .containsExactly(
            "13: `sql` is missing in `inputs[].incremental`",
            "13: `keys` is missing in `inputs[].incremental`");
  }

  @Test
  void unknownKeysInsideAFormGetSuggestions() {
    assertThat(read("counter:\n  evry: 3\n")).isEmpty();
    assertThat(said()).containsExactly("15: unknown key `evry`");
    assertThat(problems.all().get(0).help()).containsExactly("did you mean `every`?");
  }

  @Test
  void aMisspeltFormGetsASuggestion() {
    assertThat(read("countr: {every: 3}\n")).isEmpty();
    assertThat(problems.all())
        .filteredOn(problem -> problem.message().equals("unknown key `countr`"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.help()).contains("did you mean `counter`?"));
  }

  @Test
  void twoFormsAtOnceAreAnErrorThatNamesBothPlaces() {
    assertThat(read("sql: select 1\ncounter: {every: 3}\n")).isEmpty();
    assertThat(said()).containsExactly("15: `incremental` takes either `sql` or `counter`");
    assertThat(problems.all().get(0).notes()).containsExactly("`sql` is on line 14");
    assertThat(problems.all().get(0).help())
        .containsExactly("keep one of the two: each defines which rows a pass reads");
  }

  @Test
  void twoRegisteredFormsAtOnceAreAnErrorToo() {
    assertThat(read("fresh: {by: id}\ncounter: {every: 3}\ncontext: all\n")).isEmpty();
    assertThat(said())
        .containsExactly(
            "15: `incremental` takes either `fresh` or `counter`",
            "16: `incremental` takes either `counter` or `context`");
  }

  @Test
  void aKeyOfNamedKeysBesideAFormIsNeverIgnored() {
    for (String key :
        List.of(
            "context: all",
            "until: current_date()",
            "catchUp: true",
            "state: [{key: a, value: b}]")) {
      Problems found = new Problems();
      assertThat(workflow("counter: {every: 3}\n" + key + "\n", FORMS, found)).isEmpty();
      assertThat(said(found))
          .containsExactly(
              "15: `incremental` takes either `counter` or `"
                  + key.substring(0, key.indexOf(':'))
                  + "`");
    }
  }

  @Test
  void withoutRegistrationTheFormIsAnUnknownKey() {
    var unused = workflow("counter: {every: 3}\n", List.of(), problems);
    assertThat(said()).contains("14: unknown key `counter`");
  }

  @Test
  void aFormCannotTakeTheNameOfAKeyThatIsThere() {
    IncrementalForm<Counter> rival =
        IncrementalForm.of(
            "sql",
            Section.of(
                "inputs[].incremental.sql",
                List.of(EVERY),
                fields -> new Counter(fields.span(), fields.get(EVERY))),
            "counts row groups");
    assertThatThrownBy(() -> WorkflowSchema.of(List.of(), List.of(rival)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`inputs[].incremental` has two keys `sql`");
  }

  @Test
  void theSchemaKnowsTheForms() throws IOException {
    assertThat(isValid("counter: {every: 3}\n", FORMS)).isTrue();
    assertThat(isValid("counter: {every: 3}\n", List.of())).isFalse();
    assertThat(isValid("counter: {evry: 3}\n", FORMS)).isFalse();
    assertThat(isValid("sql: select 1\ncounter: {every: 3}\n", FORMS)).isFalse();
    assertThat(isValid("context: all\ncounter: {every: 3}\n", FORMS)).isFalse();
    assertThat(isValid("context: all\nfresh: {by: id}\n", FORMS)).isTrue();
    assertThat(isValid("fresh: {by: id}\n", FORMS)).isFalse();
    assertThat(isValid(NAMED_KEYS, FORMS)).isTrue();
  }

  @Test
  void theReferenceKnowsTheForms() {
    String page = ReferencePage.of(List.of(), FORMS);
    assertThat(page)
        .contains("## `inputs[].incremental.counter`")
        .contains("| `every` | a whole number above zero | How many row groups make a step.")
        .contains("[inputs[].incremental.counter](#inputsincrementalcounter)");
    assertThat(ReferencePage.of(List.of(), List.of())).doesNotContain("counter");
  }

  private Optional<Incremental> read(String incremental) {
    return workflow(incremental, FORMS, problems);
  }

  private static Optional<Incremental> workflow(
      String incremental, List<IncrementalForm<?>> forms, Problems problems) {
    Optional<Workflow> workflow =
        new WorkflowReader(Map.of(), List.of(), forms, path -> Optional.empty())
            .read(new Source("w.yaml", yaml(incremental)), problems);
    return workflow.flatMap(
        read ->
            read.jobs().stream()
                .flatMap(job -> ((FlareJob) job).inputs().stream())
                .findFirst()
                .flatMap(Input::incremental));
  }

  /** The incremental's own lines begin at line 14. */
  private static String yaml(String incremental) {
    return """
        version: v1
        name: w
        type: workflow
        workflow:
          dag:
            - name: j
              spec:
                stack: flare
                flare:
                  job:
                    inputs:
                      - name: all
                        incremental:
        %s                dataset: here
        """
        .formatted(incremental.indent(18));
  }

  private static boolean isValid(String incremental, List<IncrementalForm<?>> forms)
      throws IOException {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml(incremental));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(SchemaJson.of(WorkflowSchema.of(List.of(), forms)))
        .validate(new ObjectMapper().valueToTree(tree))
        .isEmpty();
  }

  private List<String> said() {
    return said(problems);
  }

  private static List<String> said(Problems problems) {
    return problems.all().stream()
        .filter(Diagnostic::isError)
        .map(IncrementalFormTest::line)
        .toList();
  }

  private static String line(Diagnostic problem) {
    return problem.place().orElseThrow().line() + ": " + problem.message();
  }
}
