package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Slice;
import io.flarepath.window.AxisText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is worth knowing of a pass before it runs, though nothing is wrong with it. */
public final class PassAdvice {

  private PassAdvice() {}

  public static List<Diagnostic> of(PassPlan pass) {
    List<Diagnostic> advice = new ArrayList<>();
    for (Slice slice : pass.slices()) {
      read(pass, slice).ifPresent(read -> advice.addAll(read.advice(slice, pass.before())));
    }
    for (OutputWrite write : pass.writes()) {
      unaligned(pass, write).ifPresent(advice::add);
      taggedColumns(write, advice);
    }
    return advice;
  }

  private static Optional<PartialRead> read(PassPlan pass, Slice slice) {
    return pass.job().input(slice.input()).flatMap(InputPlan::read);
  }

  private static void taggedColumns(OutputWrite write, List<Diagnostic> advice) {
    List<String> columns = write.columnNames();
    for (String tagged : write.output().output().about().columnTags().keySet()) {
      if (columns.stream().noneMatch(tagged::equalsIgnoreCase)) {
        Diagnostic diagnostic =
            Diagnostic.warning(
                    Code.UNKNOWN_TAGGED_COLUMN,
                    "`columnTags` names `%s`, which the result `%s` does not have"
                        .formatted(tagged, write.output().view()))
                .at(write.output().output().name().span());
        advice.add(
            Suggestion.nearest(tagged, columns)
                .map(near -> diagnostic.help("did you mean `" + near + "`?"))
                .orElse(diagnostic.because("its columns are " + write.columns())));
      }
    }
    for (String pattern : write.output().output().about().patternTags().keySet()) {
      if (columns.stream().noneMatch(name -> Pattern.compile(pattern).matcher(name).lookingAt())) {
        advice.add(
            Diagnostic.warning(
                    Code.UNKNOWN_TAGGED_COLUMN,
                    "no column of the result `%s` matches the `columnRegex` `%s`"
                        .formatted(write.output().view(), pattern))
                .at(write.output().output().name().span())
                .because("its columns are " + write.columns()));
      }
    }
  }

  private static Optional<Diagnostic> unaligned(PassPlan pass, OutputWrite write) {
    return write
        .write()
        .replacedWindow()
        .flatMap(
            replace ->
                replace
                    .cover()
                    .match(
                        partitions -> unaligned(pass, replace, partitions),
                        files -> Optional.empty()));
  }

  private static Optional<Diagnostic> unaligned(
      PassPlan pass, Write.ReplaceWindow replace, Cover.Partitions partitions) {
    if (partitions.hull().equals(replace.window())) {
      return Optional.empty();
    }
    Optional<Slice> slice =
        pass.slices().stream()
            .filter(
                each -> each.window().stream().anyMatch(w -> w.range().equals(replace.window())))
            .findFirst();
    return slice.map(
        each -> {
          Diagnostic diagnostic =
              Diagnostic.warning(
                      Code.UNALIGNED_BOUNDS,
                      "the window's bounds do not align with partition boundaries")
                  .because(
                      "each pass reads and rewrites the rows of %s outside the window"
                          .formatted(new AxisText(pass.job().zone().id()).of(partitions.hull())));
          Diagnostic located =
              each.sql().map(sql -> diagnostic.at(sql.origin().span())).orElse(diagnostic);
          return read(pass, each)
              .flatMap(read -> read.alignment(each))
              .map(located::help)
              .orElse(located);
        });
  }
}
