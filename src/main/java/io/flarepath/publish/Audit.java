package io.flarepath.publish;

import io.flarepath.audit.Finding;
import io.flarepath.audit.Measure;
import io.flarepath.audit.Measures;
import io.flarepath.audit.Verdicts;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.InputColumns;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.SinkWrite;
import io.flarepath.sql.SqlText;
import io.flarepath.table.Column;
import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Judges rows: an input's before anything is written, and a result's before it is published or
 * delivered. One test that does not hold, and nothing is; the branch of staged rows stays for
 * inspection.
 */
public final class Audit {

  private Audit() {}

  /**
   * Judges an output's rows.
   *
   * @param files those of the staged snapshot
   * @throws FlarepathException with every test that does not hold
   */
  public static List<Finding> check(
      OutputWrite write, Staged staged, PreparedWrite written, StagedFiles files) {
    String table = write.output().table().toString();
    return check(
        write.output().output().assertions(),
        written.counts(),
        () -> written.rows(files),
        "published",
        table,
        diagnostic -> inspected(diagnostic, write, staged));
  }

  private static Diagnostic inspected(Diagnostic diagnostic, OutputWrite write, Staged staged) {
    Diagnostic noted =
        write.table().filter(table -> table.snapshotId().isEmpty()).isPresent()
            ? diagnostic.because("no run has published to the table yet: main stays empty")
            : diagnostic;
    return noted.help(
        "look at the rows, which are on a branch until it expires: `flarepath query \"SELECT * FROM %s VERSION AS OF %s\"`"
            .formatted(write.output().table(), SqlText.literal(staged.branch())));
  }

  /**
   * Judges the rows of a sink, before any of them is written.
   *
   * @throws FlarepathException with every test that does not hold
   */
  public static List<Finding> check(SinkWrite write, PreparedDelivery delivery) {
    return check(
        write.sink().output().assertions(),
        delivery.counts(),
        delivery::rows,
        "delivered",
        write.sink().target().toString(),
        diagnostic ->
            diagnostic.help(
                "nothing from this pass was delivered or published; the next run repeats it"));
  }

  /**
   * Judges an input's rows.
   *
   * @return what became of each test; all of them hold
   * @throws FlarepathException with every test that does not hold
   */
  public static List<Finding> check(
      InputPlan input, List<Assertion> assertions, List<Column> columns, StagedRows rows) {
    if (assertions.isEmpty()) {
      return List.of();
    }
    InputColumns.check(input, assertions, columns);
    List<Measure> measures = new ArrayList<>(Measures.riding(assertions, columns));
    measures.addAll(Measures.comparing(assertions));
    List<Finding> findings = findings(assertions, rows.measure(measures), rows);
    judge(
        findings,
        rows,
        "the rows of the input `%s` were rejected".formatted(input.name()),
        diagnostic -> diagnostic.help("nothing was written; fix the data and run again"));
    return findings;
  }

  private static List<Finding> check(
      List<Assertion> assertions,
      WriteCounts written,
      Supplier<StagedRows> judged,
      String done,
      String target,
      UnaryOperator<Diagnostic> explained) {
    if (assertions.isEmpty()) {
      return List.of();
    }
    StagedRows rows = judged.get();
    Map<String, Quantity> measured = new HashMap<>(written.measures());
    measured.putAll(rows.measure(Measures.comparing(assertions)));
    List<Finding> findings = findings(assertions, measured, rows);
    judge(findings, rows, "the rows for %s were not %s".formatted(target, done), explained);
    return findings;
  }

  private static void judge(
      List<Finding> findings,
      StagedRows rows,
      String verdict,
      UnaryOperator<Diagnostic> explained) {
    List<Finding> failed = findings.stream().filter(finding -> !finding.holds()).toList();
    if (failed.size() == 1) {
      Finding only = failed.get(0);
      throw new FlarepathException(
          explained.apply(rejected(only, verdict + ": " + only.sentence(), rows)));
    }
    if (!failed.isEmpty()) {
      List<Diagnostic> said = new ArrayList<>();
      said.add(
          explained.apply(
              Diagnostic.error(
                  Code.AUDIT_REJECTED,
                  "%s: %d of %d tests fail".formatted(verdict, failed.size(), findings.size()))));
      failed.forEach(finding -> said.add(rejected(finding, finding.sentence(), rows)));
      throw new FlarepathException(said);
    }
  }

  private static List<Finding> findings(
      List<Assertion> assertions, Map<String, Quantity> measured, StagedRows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Assertion assertion : assertions) {
      findings.addAll(
          assertion.match(
              column -> Verdicts.ofColumn(column, measured),
              sql ->
                  Verdicts.ofSql(sql, rows.row(sql.sql()), "missing from the SQL's row, or null")));
    }
    return findings;
  }

  private static Diagnostic rejected(Finding finding, String message, StagedRows rows) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.AUDIT_REJECTED, message).at(finding.test().text().span());
    List<String> columns =
        finding.assertion().asOfColumn().map(each -> each.column().value()).stream().toList();
    for (String offenders : finding.offenders()) {
      for (String example : rows.examples(offenders, columns)) {
        diagnostic = diagnostic.because("for example " + example);
      }
    }
    boolean isHidden = !finding.offenders().isEmpty() && columns.stream().anyMatch(rows::hides);
    return isHidden
        ? diagnostic.help("the values of this column are not shown; `--show-rows` shows whole rows")
        : diagnostic;
  }
}
