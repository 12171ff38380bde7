package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.StepSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Flare's own step {@code Joiner}, which joins two views: it becomes the SQL that says the same.
 */
final class JoinerStep {

  private static final String CLASS = "(io\\.dataos\\.flare\\.[\\w.]*\\.)?Joiner";

  private static final List<String> JOINS =
      List.of(
          "INNER",
          "LEFT",
          "LEFT OUTER",
          "RIGHT",
          "RIGHT OUTER",
          "FULL",
          "FULL OUTER",
          "LEFT SEMI",
          "LEFT ANTI",
          "CROSS");

  private JoinerStep() {}

  static boolean is(Located<String> classpath) {
    return classpath.value().strip().matches(CLASS);
  }

  /**
   * The step as SQL; empty when its parameters cannot be read, which has been reported.
   *
   * @param params {@code inputs}, two views; {@code joinExpr}, how their rows meet; {@code join}
   */
  static Optional<StepSource> of(
      Located<String> classpath, Map<String, Located<String>> params, Problems problems) {
    Optional<Located<String>> inputs = param("inputs", classpath, params, problems);
    Located<String> join = params.getOrDefault("join", new Located<>("INNER", classpath.span()));
    String words = join.value().strip().toUpperCase(Locale.ROOT).replaceAll("[_\\s]+", " ");
    String kind =
        words
            .replaceAll("^(LEFT|RIGHT|FULL)(OUTER|SEMI|ANTI)$", "$1 $2")
            .replaceAll("^OUTER$", "FULL");
    if (!JOINS.contains(kind)) {
      problems.add(
          Diagnostic.error(Code.BAD_VALUE, "`" + join.value() + "` is not a kind of join")
              .at(join.span())
              .help("allowed here: " + String.join(", ", JOINS)));
      return Optional.empty();
    }
    Optional<Located<String>> condition =
        kind.equals("CROSS")
            ? Optional.of(new Located<>("", classpath.span()))
            : param("joinExpr", classpath, params, problems);
    if (inputs.isEmpty() || condition.isEmpty()) {
      return Optional.empty();
    }
    List<String> views = Arrays.stream(inputs.get().value().split(",")).map(String::strip).toList();
    if (views.size() != 2 || views.contains("")) {
      problems.add(
          Diagnostic.error(Code.BAD_VALUE, "`inputs` must name two views")
              .at(inputs.get().span())
              .help("write `inputs: \"left_view, right_view\"`"));
      return Optional.empty();
    }
    String sql =
        "SELECT * FROM %s %s JOIN %s%s"
            .formatted(
                SqlText.identifier(views.get(0)),
                kind,
                SqlText.identifier(views.get(1)),
                kind.equals("CROSS") ? "" : " ON " + condition.get().value().strip());
    return Optional.of(new StepSource.Sql(Passage.at(sql, condition.get().span())));
  }

  private static Optional<Located<String>> param(
      String name,
      Located<String> classpath,
      Map<String, Located<String>> params,
      Problems problems) {
    Optional<Located<String>> value =
        Optional.ofNullable(params.get(name)).filter(text -> !text.value().isBlank());
    if (value.isEmpty()) {
      problems.add(
          Diagnostic.error(Code.MISSING_KEY, "`" + name + "` is missing in `params` of a Joiner")
              .at(classpath.span())
              .help("`inputs`: the two views; `joinExpr`: the condition; `join`: INNER, LEFT, …"));
    }
    return value;
  }
}
