package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.source.DataSource;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.WriterOptions;
import java.util.Optional;

/** Keys of an output that mean nothing where its rows go. */
final class IdleKeys {

  private IdleKeys() {}

  static void tell(Output output, DataSource target, Problems problems) {
    WriterOptions writer = output.writer();
    Optional<Span> folders = writer.partitionBy().stream().findFirst().map(Located::span);
    Optional<Span> compression = writer.compression().map(Located::span);
    if (target.asTable().isPresent()) {
      return; // All of them have an effect there.
    }
    output
        .merge()
        .ifPresent(
            merge ->
                problems.add(
                    Diagnostic.error(
                            Code.WRONG_DEPOT, "rows can only be merged into an Iceberg table")
                        .at(merge.on().span())
                        .because("the output goes to %s".formatted(target))
                        .help("remove `merge`, or write to a depot of kind `iceberg`")));
    String what = target.storedAs().orElseThrow().word();
    output.partitioning().stream()
        .findFirst()
        .ifPresent(
            field ->
                problems.add(
                    idle("partitionSpec", what, field.column().span())
                        .help("to partition files into folders, use `options.partitionBy`")));
    output.properties().values().stream()
        .findFirst()
        .ifPresent(
            value ->
                problems.add(
                    idle("iceberg.properties", what, value.span())
                        .help("put writer options under `options.extraOptions`")));
    if (target.asFiles().isPresent()) {
      return;
    }
    folders.ifPresent(span -> problems.add(idle("partitionBy", what, span)));
    compression.ifPresent(span -> problems.add(idle("compressionType", what, span)));
    output
        .sort()
        .flatMap(sort -> sort.columns().stream().findFirst())
        .ifPresent(column -> problems.add(idle("sort", what, column.name().span())));
  }

  private static Diagnostic idle(String key, String what, Span span) {
    return Diagnostic.warning(Code.IDLE_KEY, "`%s` has no effect on %s".formatted(key, what))
        .at(span);
  }
}
