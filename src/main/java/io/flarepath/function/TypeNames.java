package io.flarepath.function;

import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Suggestion;
import java.util.List;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.types.DataType;

/** Types by the names that Spark's SQL gives them. */
final class TypeNames {

  private static final List<String> USUAL =
      List.of(
          "string",
          "boolean",
          "byte",
          "short",
          "int",
          "long",
          "float",
          "double",
          "decimal",
          "date",
          "timestamp",
          "timestamp_ntz",
          "binary");

  private TypeNames() {}

  static DataType type(Located<String> name) {
    try {
      return new CatalystSqlParser().parseDataType(name.value().strip());
    } catch (Exception e) {
      throw new FlarepathException(
          Refusal.at(name.span(), "`" + name.value() + "` is not a type")
              .help(Suggestion.help(name.value(), USUAL)),
          e);
    }
  }
}
