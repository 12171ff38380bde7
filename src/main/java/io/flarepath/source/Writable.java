package io.flarepath.source;

import io.flarepath.connector.Format;
import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import java.util.Optional;

/** Whether rows can be written to a place, and not only read from it. */
final class Writable {

  private Writable() {}

  /** Says what speaks against it; true if nothing does. */
  static boolean check(Dataset dataset, DataSource target, Output output, Problems problems) {
    Optional<Diagnostic> fault = fault(dataset, target, output);
    fault.ifPresent(problems::add);
    return fault.filter(Diagnostic::isError).isEmpty();
  }

  private static Optional<Diagnostic> fault(Dataset dataset, DataSource target, Output output) {
    return target.match(
        table -> Optional.empty(),
        files -> path(dataset, files).or(() -> format(dataset, files.format(), output)),
        connector -> format(dataset, connector.format(), output),
        query -> {
          throw new IllegalArgumentException("an output cannot be a query: " + query);
        });
  }

  private static Optional<Diagnostic> path(Dataset dataset, DataSource.Files files) {
    if (files.format().equals(Formats.ICEBERG)) {
      return Optional.of(
          Addresses.notATable(
                  dataset.address(), "`" + files.path() + "` is a path, and no depot contains it")
              .help(
                  "or map such paths to a depot in the settings:"
                      + " `flarepath.depots.icebase.path = \"%s\"`"
                          .formatted(files.path().replaceAll("/[^/]*/[^/]*/*$", ""))));
    }
    if (files.path().matches(".*[*?{\\[].*")) {
      return Optional.of(
          Diagnostic.error(Code.BAD_ADDRESS, "a pattern can be read but not written to")
              .at(dataset.place())
              .help("name one folder"));
    }
    return Optional.empty();
  }

  private static Optional<Diagnostic> format(Dataset dataset, Format format, Output output) {
    Span span = dataset.format().map(Located::span).orElse(dataset.place());
    if (!format.isWritable()) {
      return Optional.of(
          Diagnostic.error(Code.BAD_VALUE, "`" + format.word() + "` can be read but not written")
              .at(span)
              .help("write a different format, or write to an Iceberg table"));
    }
    return output
        .saveMode()
        .filter(mode -> format.isLog() && mode.value() != SaveMode.APPEND)
        .map(
            mode ->
                (mode.value() == SaveMode.OVERWRITE
                        ? Diagnostic.warning(
                            Code.BAD_VALUE,
                            "the rows are appended: `%s` only accepts appends"
                                .formatted(dataset.text()))
                        : Diagnostic.error(
                            Code.BAD_VALUE, "`%s` only accepts appends".formatted(dataset.text())))
                    .at(mode.span())
                    .because("rows written to " + format.word() + " cannot be replaced")
                    .help("write `saveMode: append`"));
  }
}
