package io.flarepath.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Source;
import io.flarepath.sql.SampleBinding;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlFacts.Cache;
import io.flarepath.sql.SqlFacts.Command;
import io.flarepath.sql.SqlFacts.Comparison;
import io.flarepath.sql.SqlFacts.Query;
import io.flarepath.sql.SqlFacts.SyntaxError;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.sql.SqlTemplate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalystSqlParserTest {

  private static final Map<String, String> KEYS =
      Map.of("start", "20200101", "end", "20200201", "n", "7");

  @Nested
  class Tables {

    @Test
    void tablesAreFoundInJoinsSubqueriesAndCommonTables() {
      assertThat(
              tables(
                  """
                  WITH recent AS (SELECT * FROM icebase.retail.orders)
                  SELECT (SELECT max(x) FROM a) FROM recent r
                  LEFT JOIN (SELECT * FROM `odd name`.b WHERE k IN (SELECT k FROM c)) s USING (k)
                  """))
          .containsExactly("icebase.retail.orders", "a", "odd name.b", "c");
    }

    @Test
    void aCommonTableHidesTheTableOfItsNameOnlyWhereItReaches() {
      assertThat(tables("WITH a AS (SELECT * FROM A), b AS (SELECT * FROM a) SELECT * FROM B"))
          .containsExactly("A");
      assertThat(tables("SELECT * FROM (WITH t AS (SELECT 1) SELECT * FROM t) JOIN t"))
          .containsExactly("t");
      assertThat(tables("WITH t AS (SELECT 1) SELECT * FROM s.t")).containsExactly("s.t");
    }

    @Test
    void aliasesColumnsAndTableFunctionsAreNoTables() {
      assertThat(tables("SELECT o.a FROM orders o, range(3) LATERAL VIEW explode(o.b) e AS f"))
          .containsExactly("orders");
      assertThat(tables("SELECT 1")).isEmpty();
    }

    @Test
    void aSetOperationReadsBothSides() {
      assertThat(tables("SELECT * FROM a UNION ALL TABLE b")).containsExactly("a", "b");
    }

    @Test
    void aTableKnowsItsPlaceInTheFile() {
      Query query = (Query) parse("SELECT *\nFROM a\n  JOIN s.b ON 1 = 1");
      assertThat(query.tables())
          .extracting(TableRead::place)
          .extracting(span -> span.line() + ":" + span.column() + "+" + span.length())
          .containsExactly("2:6+1", "3:8+3");
    }

    @Test
    void cachingKeepsAViewAndMayDefineIt() {
      Cache present = (Cache) parse("CACHE TABLE x");
      String text = "cache lazy table X options('a'='b') as with w as (select 1) select * from y";
      Cache defined = (Cache) parse(text);

      assertThat(present.view()).isEqualTo("x");
      assertThat(present.query().tables()).extracting(TableRead::name).containsExactly("x");
      assertThat(present.start()).isEqualTo("CACHE TABLE x".length());
      assertThat(defined.view()).isEqualTo("X");
      assertThat(defined.query().tables()).extracting(TableRead::name).containsExactly("y");
      assertThat(text.substring(defined.start())).startsWith("with w as");
    }
  }

  @Nested
  class Commands {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "INSERT INTO t SELECT 1 | INSERT",
          "WITH a AS (SELECT 1) INSERT OVERWRITE TABLE t SELECT * FROM a | INSERT",
          "FROM a INSERT INTO t SELECT * | INSERT",
          "merge into t using s on t.a = s.a when matched then delete | MERGE",
          "DELETE FROM t | DELETE",
          "UPDATE t SET a = 1 | UPDATE",
          "CREATE OR REPLACE TEMPORARY VIEW v AS SELECT 1 | CREATE VIEW",
          "CREATE TABLE IF NOT EXISTS t (a int) USING iceberg | CREATE TABLE",
          "DROP TABLE t | DROP TABLE",
          "ALTER TABLE t ADD COLUMN a int | ALTER TABLE",
          "ALTER TABLE t ADD PARTITION FIELD days(ts) | ALTER TABLE",
          "CALL cat.system.expire_snapshots('t') | CALL",
          "TRUNCATE TABLE t | TRUNCATE TABLE",
          "SET a=b | SET",
          "USE db | USE",
          "SHOW TABLES | SHOW TABLES",
          "EXPLAIN SELECT 1 | EXPLAIN",
          "DESCRIBE t | DESCRIBE",
          "CLEAR CACHE | CLEAR",
          "REFRESH TABLE t | REFRESH TABLE",
          "ADD JAR x | ADD",
        })
    void aStatementThatIsNoQueryIsNamedByItsWords(String sql, String kind) {
      assertThat(parse(sql)).isEqualTo(new Command(kind, List.of()));
    }
  }

  @Nested
  class Errors {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "SELEC 1 | `SELEC` is not expected here | 1 | 1",
          "SELECT a FRM b c | `b` is not expected here after `FRM` | 1 | 14",
          "SELECT * FROM t WHERE a > | unexpected end of the SQL after `>` | 1 | 25",
          "SELECT 'abc | unclosed quote | 1 | 8",
          "SELECT 1 /* abc | unclosed comment | 1 | 10",
          "SELECT a; SELECT b | `SELECT` is not expected here after `;` | 1 | 11",
          "SELECT * FROM my-table | the name my-table needs backquotes around it | 1 | 15",
          "SELECT '😀', a b c FROM t | `c` is not expected here after `b` | 1 | 18",
        })
    void aSyntaxErrorIsOneLineAndPointsAtTheWord(String sql, String message, int line, int column) {
      SyntaxError error = error(parse(sql));
      assertThat(error.message()).isEqualTo(message);
      assertThat(error.place().line()).isEqualTo(line);
      assertThat(error.place().column()).isEqualTo(column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "-- only a comment"})
    void noSqlAtAllIsAnError(String sql) {
      assertThat(error(parse(sql)).message()).isEqualTo("the SQL is empty");
    }

    @Test
    void aTrailingSemicolonIsNoError() {
      assertThat(tables("SELECT * FROM t;")).containsExactly("t");
    }

    @Test
    void anErrorAfterAKeyPointsAtItsPlaceInTheYamlBlock() {
      String yaml =
          """
          incremental:
            sql: |
              SELECT * FROM orders
              WHERE ts > '$|start|' AND
                    ts <= '$|end|' LIMT 3
          """;
      SqlFacts facts = new CatalystSqlParser().parse(block(yaml).bind(KEYS));
      SyntaxError error = error(facts);
      assertThat(error.message()).isEqualTo("`LIMT` is not expected here after `'$|end|'`");
      assertThat(error.place().toString()).isEqualTo("jobs/a.yaml:5:26");
      assertThat(error.place().length()).isEqualTo(4);
    }
  }

  @Nested
  class Comparisons {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "ts > '#start#' ; ts GREATER '20200101'",
          "ts >= #start# ; ts GREATER_OR_EQUAL 20200101",
          "'#start#' < ts ; ts GREATER '20200101'",
          "'#end#' >= ts ; ts LESS_OR_EQUAL '20200201'",
          "ts < cast('#end#' as int) ; ts LESS cast('20200201' as int)",
          "ts < to_date('#end#','yyyyMMdd') ; ts LESS to_date('20200201','yyyyMMdd')",
          "ts > date '#start#' ; ts GREATER date '20200101'",
          "ts > timestamp'#start#' ; ts GREATER timestamp'20200101'",
          "ts > ('#start#' - interval 2 days) ; ts GREATER ('20200101' - interval 2 days)",
          "ts > '#start#' - INTERVAL '2' DAY ; ts GREATER '20200101' - INTERVAL '2' DAY",
          "ts > -#n# ; ts GREATER -7",
          "ts > date_add(current_date(), #n#) ; ts GREATER date_add(current_date(), 7)",
          "o.ts > '#start#' ; ts GREATER '20200101'",
          "orders.ts > '#start#' ; ",
          "o.payload.ts > '#start#' ; ",
          "payload.ts > '#start#' ; ",
          "`ts` > '#start#' ; ts GREATER '20200101'",
          "o.`odd name` > '#start#' ; odd name GREATER '20200101'",
          "(ts) > '#start#' ; ts GREATER '20200101'",
          "((ts > '#start#')) ; ts GREATER '20200101'",
          "ts > '2020-01-01' ; ",
          "ts = '#start#' ; ",
          "1 = #start# ; ",
          "ts > other + #n# ; ",
          "ts > (SELECT max(x) FROM y WHERE z > #n#) ; ",
          "date(ts) > '#start#' ; ",
          "NOT ts > '#start#' ; ",
          "ts NOT BETWEEN '#start#' AND '#end#' ; ",
          "ts > '#start#' OR b ; ",
          "EXISTS (SELECT 1 FROM y WHERE ts > '#start#') ; ",
          "k IN (SELECT k FROM y WHERE ts > '#start#') ; ",
        })
    void oneConditionIsFoundOrNot(String row) {
      String[] parts = row.split(";", -1);
      String sql =
          "SELECT * FROM retail.orders o WHERE a = 1 AND "
              + parts[0]
                  .replace("#start#", "$|start|")
                  .replace("#end#", "$|end|")
                  .replace("#n#", "$|n|");
      String wanted = parts[1].trim();
      assertThat(comparisons(sql)).isEqualTo(wanted.isEmpty() ? List.of() : List.of(wanted));
    }

    @Test
    void betweenIsTwoConditions() {
      assertThat(comparisons("SELECT * FROM t WHERE ts BETWEEN '$|start|' AND '$|end|' AND b > 1"))
          .containsExactly("ts GREATER_OR_EQUAL '20200101'", "ts LESS_OR_EQUAL '20200201'");
    }

    @Test
    void theUsualFormOfFlareGivesBothEndsAndTheirKeys() {
      Query query =
          (Query) parse("SELECT * FROM c WHERE ts > '$|start|' AND ts <= '$|end|' AND x = 1");
      assertThat(query.comparisons())
          .extracting(Comparison::keys)
          .containsExactly(java.util.Set.of("start"), java.util.Set.of("end"));
      assertThat(query.comparisons())
          .extracting(c -> c.operator().isInclusive())
          .containsExactly(false, true);
    }

    @Test
    void sortingParenthesesAndCommonTablesAreLookedThrough() {
      String condition = "WHERE ts > '$|start|'";
      List<String> wanted = List.of("ts GREATER '20200101'");
      assertThat(comparisons("SELECT DISTINCT a, ts FROM t " + condition + " ORDER BY a"))
          .isEqualTo(wanted);
      assertThat(comparisons("(SELECT * FROM t " + condition + ")")).isEqualTo(wanted);
      assertThat(comparisons("WITH w AS (SELECT 1) SELECT * FROM t JOIN w " + condition))
          .isEqualTo(wanted);
      assertThat(comparisons("SELECT * FROM (SELECT * FROM t " + condition + ") x WHERE b > $|n|"))
          .containsExactly("b GREATER 7", "ts GREATER '20200101'");
    }

    @Test
    void aConditionThatDoesNotHoldForTheResultsColumnDoesNotCount() {
      String condition = "WHERE ts > '$|start|'";
      assertThat(comparisons("SELECT * FROM t " + condition + " LIMIT 3")).isEmpty();
      assertThat(comparisons("SELECT * FROM t " + condition + " OFFSET 3")).isEmpty();
      assertThat(comparisons("SELECT * FROM t " + condition + " UNION ALL TABLE u")).isEmpty();
      assertThat(comparisons("SELECT ts FROM t " + condition + " HAVING max(a) > 1")).isEmpty();
      assertThat(comparisons("SELECT max(ts) FROM t " + condition + " GROUP BY a")).isEmpty();
      assertThat(comparisons("SELECT date(ts) AS TS FROM t " + condition)).isEmpty();
      assertThat(comparisons("SELECT t.ts AS ts FROM t " + condition)).hasSize(1);
      assertThat(comparisons("SELECT ts AS b FROM (SELECT * FROM t " + condition + ")")).isEmpty();
      assertThat(comparisons("SELECT * FROM (SELECT * FROM t " + condition + ") x(b)")).isEmpty();
      String derived = "SELECT * FROM (SELECT * FROM t " + condition + ")";
      assertThat(comparisons(derived)).hasSize(1);
      assertThat(comparisons(derived + " PIVOT (max(a) FOR b IN (1 AS ts))")).isEmpty();
      assertThat(comparisons(derived + " UNPIVOT (ts FOR b IN (c, d))")).isEmpty();
      assertThat(comparisons(derived + " JOIN u")).isEmpty();
      assertThat(comparisons(derived + ", u")).isEmpty();
      assertThat(comparisons("WITH w AS (SELECT * FROM t " + condition + ") SELECT * FROM w"))
          .isEmpty();
    }
  }

  @Nested
  class Samples {

    @Test
    void sqlWithKeysIsReadBeforeThereAreValues() {
      SqlTemplate template =
          block(
              """
              sql: >-
                SELECT * FROM orders
                WHERE ts > '$|start|'
                  AND n <= $|end| AND cast('$|start|' as int) > 1
              """);
      assertThat(SampleBinding.parse(template, new CatalystSqlParser()))
          .asInstanceOf(type(Query.class))
          .extracting(Query::comparisons)
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Comparison.class))
          .extracting(c -> c.column() + " " + c.keys())
          .containsExactly("ts [start]", "n [end]");
    }

    @Test
    void anErrorPointsIntoTheFileThoughTheSampleIsLonger() {
      SqlTemplate template = block("sql: |\n  SELECT * FROM o WHERE a > '$|a|' BY\n");
      SyntaxError error = error(SampleBinding.parse(template, new CatalystSqlParser()));
      assertThat(error.place().toString()).isEqualTo("jobs/a.yaml:2:36");
      assertThat(error.place().length()).isEqualTo(2);
    }
  }

  private static SqlFacts parse(String sql) {
    return new CatalystSqlParser().parse(SqlTemplate.of(Passage.of("sql", sql)).bind(KEYS));
  }

  private static List<String> tables(String sql) {
    assertThat(parse(sql)).isInstanceOf(Query.class);
    return ((Query) parse(sql)).tables().stream().map(TableRead::name).toList();
  }

  private static List<String> comparisons(String sql) {
    assertThat(parse(sql)).isInstanceOf(Query.class);
    return ((Query) parse(sql))
        .comparisons().stream()
            .map(c -> c.column() + " " + c.operator() + " " + bound(c.expression()))
            .toList();
  }

  /** An expression as it is once its keys have values. */
  private static String bound(Passage expression) {
    return SqlTemplate.of(expression).bind(KEYS).text();
  }

  private static SyntaxError error(SqlFacts facts) {
    assertThat(facts).isInstanceOf(SyntaxError.class);
    return (SyntaxError) facts;
  }

  /**
   * The template of the block scalar that ends a YAML text: all lines after the one with its key.
   */
  private static SqlTemplate block(String yaml) {
    int key = yaml.indexOf("sql:");
    int start = yaml.indexOf('\n', key) + 1;
    String text = yaml.substring(start).replaceAll("(?m)^ +", "");
    return SqlTemplate.of(Passage.in(text, new Source("jobs/a.yaml", yaml), start, yaml.length()));
  }
}
