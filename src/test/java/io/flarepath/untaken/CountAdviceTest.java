package io.flarepath.untaken;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Severity;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CountAdviceTest {

  @Test
  void ofManyWindowsTheFirstTwentyAreNamed() {
    List<WindowRows> windows =
        LongStream.range(0, 23).mapToObj(number -> window(number, 2_000, 0)).toList();
    Diagnostic found = CountAdvice.of(counted(windows), false).get(0);
    assertThat(found.message())
        .isEqualTo(
            "23 windows of `load` in copy have no rows, though the source has some: 46,000 rows are"
                + " missing");
    assertThat(found.notes()).hasSize(21);
    assertThat(found.notes().get(19))
        .isEqualTo("[19, 20): 2,000 rows in the source, none in the table");
    assertThat(found.notes().get(20)).isEqualTo("and 3 windows more");
  }

  @Test
  void windowsThatAgreeAreNothingToSay() {
    assertThat(CountAdvice.of(counted(List.of(window(0, 3, 3), window(1, 0, 0))), false)).isEmpty();
  }

  @Test
  void whatTheJobDoesToItsRowsIsNoReasonToLoadThemAgain() {
    CountedWindows counted =
        counted(
            List.of(window(0, 9, 3), window(1, 8, 8), window(2, 7, 1)),
            RowChange.FILTERS,
            RowChange.AGGREGATES);
    Diagnostic found = CountAdvice.of(counted, false).get(0);
    assertThat(found.severity()).isEqualTo(Severity.NOTE);
    assertThat(found.message())
        .isEqualTo(
            "2 windows of `load` in copy have fewer rows than the source, as expected: the job"
                + " filters and aggregates");
    assertThat(found.notes()).isEmpty();
    assertThat(found.help()).containsExactly("--verbose lists them");
    assertThat(CountAdvice.of(counted, true).get(0).notes())
        .containsExactly(
            "[0, 1): 9 rows in the source, 3 in the table",
            "[2, 3): 7 rows in the source, 1 in the table");
  }

  @Test
  void moreRowsThanAFilterCanGiveAreTooMany() {
    Diagnostic found =
        CountAdvice.of(counted(List.of(window(0, 1, 3)), RowChange.FILTERS), false).get(0);
    assertThat(found.severity()).isEqualTo(Severity.WARNING);
    assertThat(found.message())
        .isEqualTo("1 window of `load` in copy has more rows than the source: 2 rows too many");
  }

  @Test
  void whereTheJobKeepsItsRowsAllWindowsThatDifferAreAWarning() {
    Diagnostic found =
        CountAdvice.of(counted(List.of(window(0, 9, 3), window(1, 8, 2))), false).get(0);
    assertThat(found.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void theCommandThatLoadsAWindowAgainCanBeTypedAsItIs() {
    State keys =
        State.of(
            Map.of(
                new KeyName("all", "a"), "2024-01-01 00:00:00",
                new KeyName("all", "b"), "12",
                new KeyName("all", "c"), "it's"));
    assertThat(UntakenAdvice.backfill("load", keys))
        .isEqualTo(
            "flarepath backfill WORKFLOW --job load --key all.a='2024-01-01 00:00:00' --key"
                + " all.b=12 --key all.c='it'\\''s'");
  }

  private static CountedWindows counted(List<WindowRows> windows, RowChange... changes) {
    return new CountedWindows(
        "load", "events", "copy", windows, Set.of(changes), Optional.empty(), Optional.empty());
  }

  private static WindowRows window(long start, long inSource, long inTable) {
    return new WindowRows(new Range(Axis.NUMBER, start, start + 1), State.EMPTY, inSource, inTable);
  }
}
