package io.flarepath.function;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Suggestion;
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.FunctionCall;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of some rows, by the names that a call gives them.
 *
 * @param rows the rows
 * @param call the call, for messages
 */
record Columns(Dataset<Row> rows, FunctionCall call) {

  /** The names of all columns, in order. */
  List<String> names() {
    return List.of(rows.columns());
  }

  /** The name that a column bears in the rows, whose case may be another. */
  String name(Located<String> wanted) {
    return found(wanted.value()).orElseThrow(() -> missing(wanted));
  }

  /** The names of several columns. */
  List<String> names(List<Located<String>> wanted) {
    return wanted.stream().map(this::name).toList();
  }

  /** The column that takes a result: the one that the call gives, else the one that it reads. */
  String target(Optional<Located<String>> given, Located<String> read) {
    return given.map(Located::value).orElseGet(() -> name(read));
  }

  /** A column, or a field inside a column of structs as {@code column.field}. */
  Column value(Located<String> wanted) {
    if (found(wanted.value()).isEmpty() && isField(wanted.value())) {
      return rows.col(wanted.value());
    }
    return named(name(wanted));
  }

  /** The type of a column, or of a field inside one. */
  DataType type(Located<String> wanted) {
    return rows.select(value(wanted)).schema().fields()[0].dataType();
  }

  /** A column by its exact name, which may have any characters. */
  Column named(String name) {
    return rows.col(SqlText.identifier(name));
  }

  Optional<String> found(String wanted) {
    String name = wanted.strip();
    return names().stream()
        .filter(wanted::equals)
        .findFirst()
        .or(() -> names().stream().filter(each -> isSame(each, name)).findFirst());
  }

  /** Whether two names are one to Spark. */
  boolean isSame(String one, String other) {
    boolean isCaseSensitive = rows.sparkSession().sessionState().conf().caseSensitiveAnalysis();
    return isCaseSensitive ? one.equals(other) : one.equalsIgnoreCase(other);
  }

  // Spark's own answer to a field that is not there would not name the columns.
  private boolean isField(String path) {
    String[] parts = path.strip().split("\\.", -1);
    DataType type = rows.schema();
    for (String part : parts) {
      Optional<DataType> field =
          type instanceof StructType struct
              ? Arrays.stream(struct.fields())
                  .filter(each -> isSame(each.name(), part))
                  .map(each -> each.dataType())
                  .findFirst()
              : Optional.empty();
      if (field.isEmpty()) {
        return false;
      }
      type = field.get();
    }
    return parts.length > 1;
  }

  private FlarepathException missing(Located<String> wanted) {
    String message =
        "the function `%s` refers to an unknown column `%s`"
            .formatted(call.name().value(), wanted.value());
    Diagnostic missing =
        Refusal.at(wanted.span(), message)
            .because("the columns at this point are " + String.join(", ", names()));
    return new FlarepathException(
        Suggestion.nearest(wanted.value(), names())
            .map(near -> missing.help("did you mean `" + near + "`?"))
            .orElse(missing));
  }
}
