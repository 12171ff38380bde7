package io.flarepath.function;

import static io.flarepath.function.Calls.lines;
import static io.flarepath.function.Calls.marked;
import static io.flarepath.function.Calls.refusal;
import static io.flarepath.function.Calls.rows;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The functions that only touch the names and the order of columns. */
@Tag("spark")
class NamesTest {

  @Test
  void renameGivesOneColumnAnotherNameAndLeavesItInItsPlace() {
    assertThat(lines("select 1 a, 2 b, 3 c", "{name: rename, column: B, asColumn: x y}"))
        .containsExactly("a|x y|c", "1|2|3");
  }

  @Test
  void renameMayOnlyChangeTheCase() {
    assertThat(lines("select 1 a", "{name: rename, column: a, asColumn: A}"))
        .containsExactly("A", "1");
  }

  @Test
  void renameToANameThatIsTakenIsRefused() {
    var refusal = refusal("select 1 a, 2 b", "{name: rename, column: a, asColumn: B}");

    assertThat(refusal.message()).isEqualTo("`rename` would result in two columns named `b`");
    assertThat(refusal.notes()).containsExactly("they are currently named `a`, `b`");
    assertThat(marked(refusal)).isEqualTo("rename");
  }

  @Test
  void renameAllRenamesAtOnceSoThatNamesCanBeExchanged() {
    assertThat(lines("select 1 a, 2 b, 3 c", "{name: rename_all, columns: {a: b, b: a}}"))
        .containsExactly("b|a|c", "1|2|3");
  }

  @Test
  void renameAllPointsAtTheNameThatIsNotThere() {
    var refusal = refusal("select 1 a", "{name: rename_all, columns: {a: b, nope: c}}");

    assertThat(refusal.message())
        .isEqualTo("the function `rename_all` refers to an unknown column `nope`");
    assertThat(marked(refusal)).isEqualTo("nope");
  }

  @Test
  void cleanseTrimsLowersAndReplacesWhatIsNoLetterOrDigit() {
    assertThat(
            lines(
                "select 1 ` Order-ID `, 2 `Größe (m)`, 3 `a.b`, 4 `_ok9`",
                "{name: cleanse_column_names}"))
        .containsExactly("order_id|gr__e__m_|a_b|_ok9", "1|2|3|4");
  }

  @Test
  void cleanseSplitsCamelCase() {
    assertThat(
            lines(
                "select 1 CustomerKey, 2 MEMBERID, 3 zipCode2, 4 OrderID, 5 line2City, 6 HTTPStatus,"
                    + " 7 already_fine, 8 `First Name`",
                "{name: cleanse_column_names}"))
        .containsExactly(
            "customer_key|memberid|zip_code2|order_id|line2_city|http_status|already_fine|first_name",
            "1|2|3|4|5|6|7|8");
  }

  @Test
  void cleanseRefusesToMakeOneNameOfTwo() {
    var refusal = refusal("select 1 `a b`, 2 `a-b`", "{name: cleanse_column_names}");

    assertThat(refusal.notes()).containsExactly("they are currently named `a b`, `a-b`");
  }

  @Test
  void changeColumnCaseChangesAllNames() {
    assertThat(lines("select 1 aB, 2 Cd", "{name: change_column_case, case: Upper}"))
        .containsExactly("AB|CD", "1|2");
    assertThat(lines("select 1 aB, 2 Cd", "{name: change_column_case, case: lowercase}"))
        .containsExactly("ab|cd", "1|2");
  }

  @Test
  void columnsReplaceReplacesInEveryName() {
    assertThat(
            lines(
                "select 1 string_a, 2 b_string_, 3 string_c",
                "{name: columns_replace, sedExpression: 's/^string_/new_/g'}"))
        .containsExactly("new_a|b_string_|new_c", "1|2|3");
  }

  @Test
  void snakeCaseParts() {
    assertThat(
            lines(
                "select 1 orderId, 2 CustomerID, 3 HTTPServer, 4 PAID_AMOUNT, 5 `unit price-net`",
                "{name: snake_case}"))
        .startsWith("order_id|customer_id|http_server|paid_amount|unit_price_net");
  }

  @Test
  void swapLeavesTheNamesInTheirPlacesOverTheOthersValues() {
    assertThat(lines("select 1 a, 'x' b, 3 c", "{name: swap, columnA: a, columnB: b}"))
        .containsExactly("a|b|c", "x|1|3");
  }

  @Test
  void selectKeepsTheGivenColumnsInTheGivenOrder() {
    assertThat(lines("select 1 a, 2 b, 3 `c.d`", "{name: select, columns: [c.d, A]}"))
        .containsExactly("c.d|a", "3|1");
  }

  @Test
  void selectReachesIntoStructs() {
    assertThat(lines("select named_struct('x', 1, 'y', 2) s", "{name: select, columns: [s.y]}"))
        .containsExactly("y", "2");
  }

  @Test
  void dropIgnoresColumnsThatAreNotThere() {
    assertThat(lines("select 1 a, 2 b, 3 `c.d`", "{name: drop, columns: [B, nope, c.d]}"))
        .containsExactly("a", "1");
  }

  @Test
  void dropTakesASingleName() {
    assertThat(rows("select 1 a, 2 b", "{name: drop, columns: b}").columns()).containsExactly("a");
  }

  @Test
  void dropDropsEveryColumnOfAName() {
    assertThat(rows("select 1 a, 2 a, 3 b", "{name: drop, columns: [a]}").columns())
        .containsExactly("b");
  }
}
