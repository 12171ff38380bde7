package io.flarepath.plan;

import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.source.DataSource;
import java.util.List;
import java.util.Map;

/** Says once of a workflow that the first line of its CSV files is their header. */
final class CsvHeader {

  private static final String HEADER = "header";

  private CsvHeader() {}

  static void tell(List<InputPlan> inputs, Problems problems) {
    for (InputPlan input : inputs) {
      if (isCsv(input.source()) && isSilent(input.input().options())) {
        tell(input.input().name(), problems);
      }
    }
  }

  private static boolean isCsv(DataSource source) {
    return source.asFiles().filter(files -> files.format().equals(Formats.CSV)).isPresent();
  }

  private static boolean isSilent(Map<String, Located<String>> options) {
    return options.keySet().stream().noneMatch(HEADER::equalsIgnoreCase);
  }

  private static void tell(Located<String> name, Problems problems) {
    if (problems.has(Code.CSV_HEADER)) {
      return;
    }
    problems.add(
        Diagnostic.note(
                Code.CSV_HEADER,
                "the first line of the CSV files of the input `%s` is their header"
                    .formatted(name.value()))
            .at(name.span())
            .because(
                "the option `header` is not set; Spark by default would read this line as a row")
            .help(
                "make it explicit: `options: {header: true}`, or `header: false` for files without"
                    + " one"));
  }
}
