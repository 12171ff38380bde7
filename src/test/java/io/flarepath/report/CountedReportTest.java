package io.flarepath.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import io.flarepath.untaken.CountedWindows;
import io.flarepath.untaken.WindowRows;
import io.flarepath.window.Axis;
import io.flarepath.window.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Counted windows as text and as JSON. */
class CountedReportTest {

  private final CountedWindows counted =
      new CountedWindows(
          "load",
          "icebase.retail.events",
          "icebase.retail.copy",
          List.of(window(0, 3, 3), window(10, 1_500, 0), window(20, 2, 4)),
          Set.of(),
          Optional.empty(),
          Optional.empty());

  private final CountedWindows none =
      CountedWindows.none("load", "icebase.retail.copy", "the table has no state of the job");

  @Test
  void oneLineSaysWhatWasCounted() {
    assertThat(CountedText.of(counted))
        .contains(
            "load: counted 3 windows: 1,505 rows in icebase.retail.events, 7 rows in"
                + " icebase.retail.copy; 1 of the windows match");
    assertThat(CountedText.of(none)).isEmpty();
  }

  @Test
  void jsonHasEachWindowThatDiffers() {
    assertThat(StateJson.doctor("orders", List.of(), List.of(), List.of(counted, none)))
        .isEqualToIgnoringWhitespace(
            """
            {
              "format_version": 1,
              "command": "doctor",
              "status": "succeeded",
              "workflow": "orders",
              "removed_branches": [],
              "counted": [
                {
                  "job": "load",
                  "table": "icebase.retail.copy",
                  "source": "icebase.retail.events",
                  "windows": 3,
                  "differ": [
                    {
                      "window": "[10, 20)",
                      "keys": {"events.start": "10"},
                      "rows_in_source": 1500,
                      "rows_in_table": 0,
                      "table_has": "none"
                    },
                    {
                      "window": "[20, 30)",
                      "keys": {"events.start": "20"},
                      "rows_in_source": 2,
                      "rows_in_table": 4,
                      "table_has": "more"
                    }
                  ]
                },
                {
                  "job": "load",
                  "table": "icebase.retail.copy",
                  "not_counted": "the table has no state of the job"
                }
              ],
              "diagnostics": []
            }
            """);
  }

  private static WindowRows window(long start, long inSource, long inTable) {
    State keys = State.of(Map.of(new KeyName("events", "start"), Long.toString(start)));
    return new WindowRows(new Range(Axis.NUMBER, start, start + 10), keys, inSource, inTable);
  }
}
