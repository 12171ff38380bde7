package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.plan.PassPlan.Read;
import io.flarepath.table.Column;
import io.flarepath.window.Axis;
import io.flarepath.window.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is worth knowing of a pass before it runs, though nothing is wrong with it. */
public final class PassAdvice {

  private PassAdvice() {}

  public static List<Diagnostic> of(PassPlan pass) {
    List<Diagnostic> advice = new ArrayList<>();
    for (Read read : pass.reads()) {
      for (Window window : read.window()) {
        if (pass.before().isEmpty()) {
          firstStart(read, window).ifPresent(advice::add);
        }
        monthDrift(read, window).ifPresent(advice::add);
      }
    }
    for (OutputWrite write : pass.writes()) {
      unaligned(pass, write).ifPresent(advice::add);
      taggedColumns(write, advice);
    }
    return advice;
  }

  private static Optional<Diagnostic> firstStart(Read read, Window window) {
    if (window.column().bounds().includesStart()) {
      return Optional.empty();
    }
    String start = window.range().axis().text(window.startValue());
    return Optional.of(
        Diagnostic.note(
                Code.FIRST_START_EXCLUDED,
                "the first window leaves out rows exactly at its start, " + start)
            .at(read.sql().origin().span())
            .because("the SQL compares with `>`, and no earlier window ends there")
            .help("start earlier, if there are such rows, or compare with `>=` and `<`"));
  }

  private static Optional<Diagnostic> monthDrift(Read read, Window window) {
    Axis axis = window.range().axis();
    if (!axis.isTime() || axis.time(window.startValue()).getDayOfMonth() <= 28) {
      return Optional.empty();
    }
    return read.input().read().stream()
        .flatMap(keys -> keys.spec().keys().stream())
        .flatMap(key -> key.sql().stream())
        .filter(sql -> sql.text().toLowerCase(Locale.ROOT).contains("month"))
        .findFirst()
        .map(
            sql ->
                Diagnostic.note(
                        Code.MONTH_DRIFT,
                        "months are added to a day after the 28th, "
                            + axis.text(window.startValue()))
                    .at(sql.span())
                    .because("a month later than 31 January is 28 February, and then 28 March")
                    .help("start on a day up to the 28th"));
  }

  private static void taggedColumns(OutputWrite write, List<Diagnostic> advice) {
    List<String> columns = new ArrayList<>(write.columns().stream().map(Column::name).toList());
    write.table().ifPresent(table -> table.columns().forEach(column -> columns.add(column.name())));
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
  }

  private static Optional<Diagnostic> unaligned(PassPlan pass, OutputWrite write) {
    if (!(write.write() instanceof Write.ReplaceWindow replace)
        || replace.hull().equals(replace.window())) {
      return Optional.empty();
    }
    Optional<Read> read =
        pass.reads().stream()
            .filter(
                each -> each.window().stream().anyMatch(w -> w.range().equals(replace.window())))
            .findFirst();
    return read.map(
        each -> {
          WindowColumn column = each.window().get(0).column();
          Diagnostic diagnostic =
              Diagnostic.warning(
                      Code.UNALIGNED_BOUNDS, "the window's bounds cut the partitions at its edges")
                  .at(each.sql().origin().span())
                  .because(
                      "the rows of %s outside the window are read and written again with each pass"
                          .formatted(replace.hull()));
          return column.bounds() == Bounds.CLOSED_OPEN
              ? diagnostic.help("let the keys fall on the borders of partitions")
              : diagnostic.help(
                  "bounds that fall on partitions' borders need no second write: `%s >= '$|%s|' AND %s < '$|%s|'`"
                      .formatted(
                          column.column(), column.startKey(), column.column(), column.endKey()));
        });
  }
}
