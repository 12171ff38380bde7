package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.workflow.PartitionField;
import io.flarepath.workflow.PartitionField.Transform;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names of partition fields, as far as the text alone shows: Iceberg keeps them in one set with
 * the table's columns. The other columns are looked at when the result is known.
 */
final class PartitionNames {

  private PartitionNames() {}

  static void check(List<PartitionField> fields, Problems problems) {
    Set<String> names = new HashSet<>();
    for (PartitionField field : fields) {
      field
          .name()
          .ifPresent(
              name -> {
                if (isColumn(name, field, fields)) {
                  problems.add(column(name));
                } else if (!names.add(name.value().toLowerCase(Locale.ROOT))) {
                  problems.add(twice(name));
                }
              });
    }
  }

  /** An identity partition may have its own column's name: it is the same value. */
  private static boolean isColumn(
      Located<String> name, PartitionField field, List<PartitionField> fields) {
    boolean isItself =
        field.transform().value() == Transform.IDENTITY
            && field.column().value().equals(name.value());
    return !isItself
        && fields.stream().anyMatch(each -> each.column().value().equalsIgnoreCase(name.value()));
  }

  private static Diagnostic column(Located<String> name) {
    return Diagnostic.error(
            Code.BAD_PARTITION_FIELD,
            "the partition field `" + name.value() + "` has the name of a column")
        .at(name.span())
        .because("Iceberg requires partition fields and columns to have different names")
        .help("choose another name, for example `" + name.value() + "_part`");
  }

  private static Diagnostic twice(Located<String> name) {
    return Diagnostic.error(
            Code.BAD_PARTITION_FIELD, "two partition fields are called `" + name.value() + "`")
        .at(name.span())
        .help("rename one of them, for example `" + name.value() + "_2`");
  }
}
