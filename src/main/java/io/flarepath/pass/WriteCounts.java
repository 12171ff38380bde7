package io.flarepath.pass;

import io.flarepath.workflow.Quantity;
import java.util.List;
import java.util.Map;

/**
 * What was counted while a result was computed.
 *
 * @param rowsRead rows that came out of the inputs' files; -1 when the engine did not tell
 * @param rowsResult rows of the result
 * @param rowsKept rows of the table that were written again
 * @param rowsLeaked rows of the result outside the window; they are not in the files if the write
 *     drops leaks
 * @param leakExamples a few of their values of the window's column
 * @param filesRead files of the inputs that were read; -1 when the engine did not tell
 * @param filesSkipped files of the inputs that did not have to be read
 * @param measures what the output's assertions measured on the way, by their names; what was null
 *     is left out
 */
public record WriteCounts(
    long rowsRead,
    long rowsResult,
    long rowsKept,
    long rowsLeaked,
    List<String> leakExamples,
    long filesRead,
    long filesSkipped,
    Map<String, Quantity> measures) {

  public WriteCounts {
    leakExamples = List.copyOf(leakExamples);
    measures = Map.copyOf(measures);
  }
}
