package io.flarepath.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.flarepath.report.SchemaJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of a tiny grammar that has one of everything. */
class JsonSchemaTest {

  private static final Section<Integer> LEAF =
      Section.of(
          "leaf", List.of(Key.optional("size", Scalar.COUNT, "how large it is")), fields -> 1);

  private static final Section<Integer> OPEN =
      Section.of("other", List.<Key<?>>of(), fields -> 2).open();

  private static final Section<Integer> ROOT =
      Section.of(
              "",
              List.of(
                  Key.required("name", Scalar.TEXT, "what it is called"),
                  Key.optional("color", Choice.of(Support.class), "how it looks").or("colour"),
                  Key.optional("leaf", LEAF, "what hangs on it"),
                  Key.optional("leaves", ListOf.of(LEAF), "all that hangs on it"),
                  Key.optional("notes", new MapOf(false), "what else there is"),
                  Key.optional("pairs", new PairsOf<>((k, v) -> k), "what else there is"),
                  Key.optional("any", new Anything(), "whatever"),
                  Key.optional(
                      "thing",
                      new Variant<>("size", List.of(new Variant.Case<>("[0-9]+", LEAF)), OPEN),
                      "one or the other"),
                  Key.notYet("later", "what will be")),
              fields -> 3)
          .where(
              Constraint.notBoth("leaf", "leaves"),
              Constraint.needs("notes", "pairs"),
              Constraint.when("color", List.of("used"), "leaf", "leaves"));

  private static boolean isValid(String json) {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(SchemaJson.of(JsonSchema.of("Tiny", ROOT.description())))
          .validate(new ObjectMapper().readTree(json))
          .isEmpty();
    } catch (IOException e) {
      throw new IllegalStateException(json, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name': 'x'}",
        "{'name': 'x', 'colour': 'IGNORED', 'any': [1, {}]}",
        "{'name': 'x', 'color': 'used', 'leaf': {'size': 3}}",
        "{'name': 'x', 'leaves': [{'size': 3}, 'leaf.yaml']}",
        "{'name': 'x', 'notes': {'a': 1}, 'pairs': {'b': 2}}",
        "{'name': 'x', 'thing': {'size': 'large', 'weight': 3}}",
        "{'name': 'x', 'later': null}",
      })
  void allowsWhatTheGrammarAllows(String json) {
    assertThat(isValid(json.replace('\'', '"'))).isTrue();
    assertThat(read(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'name': 'x', 'zebra': 1}",
        "{'name': 'x', 'color': 'red'}",
        "{'name': 'x', 'color': 'ignored', 'colour': 'ignored'}",
        "{'name': 'x', 'leaf': {'size': 0}}",
        "{'name': 'x', 'leaf': {'weight': 1}}",
        "{'name': 'x', 'leaf': 'leaf.txt'}",
        "{'name': 'x', 'notes': {'a': [1]}}",
        "{'name': 'x', 'thing': {'size': '3', 'weight': 3}}",
        "{'name': 'x', 'later': 1}",
      })
  void refusesWhatTheGrammarRefuses(String json) {
    assertThat(isValid(json.replace('\'', '"'))).isFalse();
    assertThat(read(json)).isNotEmpty();
  }

  /** What a maker checks; the schema knows of it only by the constraints. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name': 'x', 'leaf': {'size': 1}, 'leaves': [{'size': 3}]}",
        "{'name': 'x', 'notes': {'a': 1}}",
        "{'name': 'x', 'color': 'used'}",
      })
  void refusesWhatTheConstraintsRefuse(String json) {
    assertThat(isValid(json.replace('\'', '"'))).isFalse();
  }

  private static List<String> read(String json) {
    Tiny tiny = new Tiny(Map.of("leaf.yaml", "size: 1\n"));
    Optional<Integer> unused = tiny.read(ROOT, json);
    return tiny.said();
  }

  @Test
  void definesEachSectionOnce() {
    assertThat((Map<?, ?>) JsonSchema.of("Tiny", ROOT.description()).get("definitions"))
        .extracting(Map::keySet)
        .isEqualTo(Set.of("leaf", "other"));
  }

  @Test
  void aConstraintNamesKeysThatAreThere() {
    Section<Integer> wrong = LEAF.where(Constraint.anyOf("size", "weight"));
    assertThatThrownBy(() -> JsonSchema.of("Tiny", wrong.description()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("leaf has no key weight");
  }

  @Test
  void ofAConstraintThatOneKeyIsThereEachIsEnough() {
    Section<Integer> any = LEAF.where(Constraint.anyOf("size"));
    assertThat(JsonSchema.of("Tiny", any.description()).get("allOf"))
        .asString()
        .contains("required=[size]");
  }
}
