package io.flarepath.pass.keysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Passage;
import io.flarepath.lab.LoadJob;
import io.flarepath.lab.ParsedColumns;
import io.flarepath.lab.Plans;
import io.flarepath.pass.AxisPoint;
import io.flarepath.pass.Compared;
import io.flarepath.pass.SourceColumn;
import io.flarepath.pass.SourceFacts;
import io.flarepath.sql.BoundSql;
import io.flarepath.window.AxisValue;
import io.flarepath.window.Range;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows whose bounds lie beside the values of their column, as noon does beside a date. */
class WindowReadingTest {

  /** Which side of its value each bound lies on decides, whatever the SQL compares with. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0; 0; >; <=; (3, 7]",
        "0; 0; >=; <; [3, 7)",
        "1; 0; >=; <; (3, 7)",
        "1; 0; >; <; (3, 7)",
        "-1; 0; >; <; [3, 7)",
        "-1; 0; >=; <; [3, 7)",
        "0; 1; >; <; (3, 7]",
        "0; 1; >; <=; (3, 7]",
        "0; -1; >; <=; (3, 7)",
        "-1; 1; >; <; [3, 7]",
        "1; -1; >=; <=; (3, 7)",
      })
  void aBoundBesideAValueTakesItInOrLeavesItOut(
      int start, int end, String lower, String upper, String window) {
    LoadJob job =
        LoadJob.named("load")
            .window(
                "select * from all_events where at "
                    + lower
                    + " $|start| AND at "
                    + upper
                    + " $|end|")
            .key("start", "default: '3'")
            .key("end", "default: '7'");
    assertThat(window(job, "bigint", Map.of("3", start, "7", end)))
        .hasToString("Optional[" + window + "]");
  }

  @Test
  void aWindowMayEndWhereItStarts() {
    LoadJob job =
        LoadJob.named("load")
            .window("select * from all_events where at > $|start| AND at <= $|end|")
            .key("start", "default: '3'")
            .key("end", "default: '3'");
    assertThat(window(job, "bigint", Map.of("3", 0))).hasToString("Optional[(3, 3]]");
  }

  @Test
  void aColumnWithoutAnOrderHasNoWindow() {
    LoadJob job =
        LoadJob.named("load")
            .window("select * from all_events where at > $|start| AND at <= $|end|")
            .key("start", "default: '3'")
            .key("end", "default: '7'");
    assertThat(window(job, "double", Map.of())).isEmpty();
    assertThat(window(job, "bigint", Map.of())).isPresent();
  }

  private static Optional<?> window(LoadJob job, String type, Map<String, Integer> sides) {
    KeySqlRead read = (KeySqlRead) Plans.load(job).inputs().get(0).read().orElseThrow();
    WindowColumn column = read.window().orElseThrow();
    FoundWindow found = new FoundWindow(ParsedColumns.column(column.column(), type), column);
    ClockChange clocks = new ClockChange(read, List.of(), ZoneOffset.UTC);
    return new WindowReading(read, found, new Sides(sides), clocks)
        .window(KeyResolution.of(read, KeySqlReadTest.first(), new Sides(sides)).values());
  }

  /** Values as they are written, each at its side. */
  private record Sides(Map<String, Integer> sides) implements SourceFacts {

    @Override
    public String value(String key, BoundSql sql) {
      throw new AssertionError("asked for " + key);
    }

    @Override
    public List<Compared> compared(String input, BoundSql sql) {
      throw new AssertionError("asked for the conditions of " + input);
    }

    @Override
    public Optional<SourceColumn> column(String context, String name) {
      throw new AssertionError("asked for " + name);
    }

    @Override
    public Optional<AxisValue> newest(SourceColumn column) {
      return Optional.empty();
    }

    @Override
    public Optional<AxisValue> oldest(SourceColumn column, Range within) {
      return Optional.empty();
    }

    @Override
    public AxisPoint point(BoundSql expression, String type, Passage place) {
      return new AxisPoint(
          AxisValue.of(Long.parseLong(expression.text())),
          sides.getOrDefault(expression.text(), 0));
    }
  }
}
