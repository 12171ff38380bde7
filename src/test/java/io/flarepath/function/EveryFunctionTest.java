package io.flarepath.function;

import static io.flarepath.function.Calls.marked;
import static io.flarepath.function.Calls.refusal;
import static io.flarepath.function.Calls.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.workflow.FunctionSignature;
import io.flarepath.workflow.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every function. */
@Tag("spark")
class EveryFunctionTest {

  private static final Path TESTS = Path.of("src", "test", "java", "io", "flarepath", "function");

  private static final String NO_ROWS =
      "select 'x' a, 'y' b, 1 n, array(1) items, named_struct('x', 1) s where false";

  /** One call of each function that fits {@link #NO_ROWS}. */
  static List<String> calls() {
    return List.of(
        "{name: add_column, column: z, value: 1, type: int}",
        "{name: any_date, column: a, asColumn: z}",
        "{name: any_timestamp, column: a, asColumn: z}",
        "{name: change_case, column: a, case: lower}",
        "{name: change_column_case, case: lower}",
        "{name: cleanse_column_names}",
        "{name: columns_replace, sedExpression: s/a/z/g}",
        "{name: copy, fromColumn: a, toColumn: z}",
        "{name: cut_character, column: a, asColumn: z, startIndex: 1, endIndex: 2}",
        "{name: decode, algo: hex, column: a, asColumn: z}",
        "{name: diff_date, columnA: a, columnB: b, asColumn: z}",
        "{name: drop, columns: a}",
        "{name: drop_duplicates, columns: a}",
        "{name: encode, algo: hex, column: a, asColumn: z}",
        "{name: epoch_to_timestamp, column: n, asColumn: z}",
        "{name: fill_null_or_empty, columns: {a: z}}",
        "{name: find_and_replace, column: a, sedExpression: s/a/z/g}",
        "{name: flatten, column: items, asColumn: z}",
        "{name: flatten_outer, column: items, asColumn: z}",
        "{name: format_date, column: a, format: yyyy}",
        "{name: format_unix_date, column: n, format: yyyy}",
        "{name: generate_uuid, asColumn: z}",
        "{name: hash, column: a, algo: MD5}",
        "{name: increment_variable, column: n}",
        "{name: mask_number, column: a, pattern: '#x'}",
        "{name: merge, columns: [a, b], separator: '-', asColumn: z}",
        "{name: parse_as_json, column: a, sparkSchema: x int}",
        "{name: parse_html, column: a}",
        "{name: pivot, groupBy: a, column: b, aggregateExpression: sum(n)}",
        "{name: rename, column: a, asColumn: z}",
        "{name: rename_all, columns: {a: z}}",
        "{name: select, columns: a}",
        "{name: set_column, column: z, value: x}",
        "{name: set_type, columns: {a: int}}",
        "{name: set_variable, column: z, expression: n + 1}",
        "{name: snake_case}",
        "{name: split_email, column: a}",
        "{name: split_url, column: a}",
        "{name: swap, columnA: a, columnB: b}",
        "{name: trim, column: a}",
        "{name: unfurl, expression: s.*}",
        "{name: unpivot, columns: [a, b], pivotColumns: n, keyColumnName: k, valueColumnName: v}");
  }

  @Test
  void isTestedAndDescribed() throws IOException {
    String tests;
    try (Stream<Path> files = Files.list(TESTS)) {
      tests =
          files
              .filter(file -> !file.endsWith("EveryFunctionTest.java"))
              .map(EveryFunctionTest::text)
              .collect(Collectors.joining());
    }
    for (FunctionSignature signature : Functions.signatures()) {
      String name = signature.name();
      assertThat(signature.doc()).as(name).isNotBlank();
      assertThat(signature.parameters())
          .as(name)
          .extracting(Parameter::doc)
          .allMatch(doc -> !doc.isBlank());
      assertThat(tests).as("a test of " + name).containsPattern("name: " + name + "[,}]");
      assertThat(calls()).as(name).anyMatch(call -> call.matches(".name: " + name + "[,}].*"));
    }
  }

  @Test
  void standsInTheOrderOfTheNamesAndOnlyOnce() {
    List<String> names = Functions.signatures().stream().map(FunctionSignature::name).toList();

    assertThat(names).hasSize(42).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void givesNoRowsForNoRows(String call) {
    assertThat(rows(NO_ROWS, call).collectAsList()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: any_date, column: nope, asColumn: z}",
        "{name: any_timestamp, column: nope, asColumn: z}",
        "{name: change_case, column: nope, case: lower}",
        "{name: copy, fromColumn: nope, toColumn: z}",
        "{name: cut_character, column: nope, asColumn: z, startIndex: 1, endIndex: 2}",
        "{name: decode, algo: hex, column: nope, asColumn: z}",
        "{name: diff_date, columnA: n, columnB: nope, asColumn: z}",
        "{name: drop_duplicates, columns: [n, nope]}",
        "{name: encode, algo: hex, column: nope, asColumn: z}",
        "{name: epoch_to_timestamp, column: nope, asColumn: z}",
        "{name: fill_null_or_empty, columns: {nope: z}}",
        "{name: find_and_replace, column: nope, sedExpression: s/a/z/g}",
        "{name: flatten, column: nope, asColumn: z}",
        "{name: flatten_outer, column: nope, asColumn: z}",
        "{name: format_date, column: nope, format: yyyy}",
        "{name: format_unix_date, column: nope, format: yyyy}",
        "{name: hash, column: nope, algo: MD5}",
        "{name: increment_variable, column: nope}",
        "{name: mask_number, column: nope, pattern: '#x'}",
        "{name: merge, columns: [n, nope], separator: '-', asColumn: z}",
        "{name: parse_as_json, column: nope, sparkSchema: x int}",
        "{name: parse_html, column: nope}",
        "{name: pivot, groupBy: [n, nope], column: n, aggregateExpression: sum(n)}",
        "{name: pivot, groupBy: n, column: nope, aggregateExpression: sum(n)}",
        "{name: rename, column: nope, asColumn: z}",
        "{name: rename_all, columns: {nope: z}}",
        "{name: select, columns: [n, nope]}",
        "{name: set_type, columns: {nope: int}}",
        "{name: split_email, column: nope}",
        "{name: split_url, column: nope}",
        "{name: swap, columnA: n, columnB: nope}",
        "{name: trim, column: nope}",
        "{name: unpivot, columns: nope, pivotColumns: n, keyColumnName: k, valueColumnName: v}",
        "{name: unpivot, columns: '*', pivotColumns: nope, keyColumnName: k, valueColumnName: v}"
      })
  void saysWhichColumnsThereAreWhereOneIsMissing(String call) {
    var refusal = refusal("select 1 n, 'x' `no pe`, 2 o", call);

    String name = call.replaceAll("^.name: (\\w+).*", "$1");
    assertThat(refusal.code().number()).isEqualTo("FP4003");
    assertThat(refusal.message())
        .isEqualTo("the function `" + name + "` refers to an unknown column `nope`");
    assertThat(refusal.notes()).containsExactly("the columns at this point are n, no pe, o");
    assertThat(refusal.help()).containsExactly("did you mean `no pe`?");
    assertThat(marked(refusal)).isEqualTo("nope");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
