package io.flarepath.function;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.workflow.FunctionCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives columns other names, each the one that a rule makes of its present one. */
final class Renaming {

  private Renaming() {}

  /**
   * The same rows under other names.
   *
   * @throws FlarepathException if two columns that had two names would share one
   */
  static Dataset<Row> of(Dataset<Row> rows, FunctionCall call, UnaryOperator<String> rule) {
    Columns columns = new Columns(rows, call);
    List<String> old = columns.names();
    List<String> after = old.stream().map(rule).toList();
    for (int i = 0; i < after.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean isNew = !columns.isSame(old.get(i), old.get(j));
        if (isNew && columns.isSame(after.get(i), after.get(j))) {
          throw clash(call, after.get(i), List.of(old.get(j), old.get(i)));
        }
      }
    }
    return old.equals(after) ? rows : rows.toDF(after.toArray(String[]::new));
  }

  private static FlarepathException clash(FunctionCall call, String name, List<String> olds) {
    return new FlarepathException(
        Refusal.at(
                call.name().span(),
                "`%s` would result in two columns named `%s`".formatted(call.name().value(), name))
            .because("they are currently named " + Suggestion.quoted(new ArrayList<>(olds)))
            .help("drop or rename one of them first"));
  }
}
