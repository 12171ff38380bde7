package io.flarepath.publish;

import io.flarepath.audit.Finding;
import io.flarepath.audit.Measure;
import io.flarepath.audit.Measures;
import io.flarepath.audit.Verdicts;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.InputColumns;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.SinkWrite;
import io.flarepath.table.Column;
import io.flarepath.workflow.Assertion;
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

  private static final int MOST_EXAMPLES = 5;

  private Audit() {}

  /**
   * Judges an output's rows.
   *
   * @throws FlarepathException with every test that does not hold
   */
  public static void check(OutputWrite write, Staged staged, PreparedWrite written) {
    String table = write.output().table().toString();
    check(
        write.output().output().assertions(),
        written.counts(),
        () -> written.rows(staged),
        "published",
        table,
        diagnostic -> inspected(diagnostic, write, staged));
  }

  private static Diagnostic inspected(Diagnostic diagnostic, OutputWrite write, Staged staged) {
    Diagnostic told =
        write.table().filter(table -> table.snapshotId().isEmpty()).isPresent()
            ? diagnostic.because(
                "the table has no rows of earlier runs: it stays there, empty but for this branch")
            : diagnostic;
    return told.help(
        "the rows are on the branch `%s` until it is past its age: SELECT * FROM %s.`branch_%s`"
            .formatted(staged.branch(), write.output().table().quoted(), staged.branch()));
  }

  /**
   * Judges the rows of a sink, before any of them is written.
   *
   * @throws FlarepathException with every test that does not hold
   */
  public static void check(SinkWrite write, PreparedDelivery delivery) {
    check(
        write.sink().output().assertions(),
        delivery.counts(),
        delivery::rows,
        "delivered",
        write.sink().target().toString(),
        diagnostic ->
            diagnostic.help(
                "nothing of this pass is delivered or published, and the next run does it again"));
  }

  /**
   * Judges an input's rows.
   *
   * @return how many tests there were
   * @throws FlarepathException with every test that does not hold
   */
  public static int check(
      InputPlan input, List<Assertion> assertions, List<Column> columns, StagedRows rows) {
    if (assertions.isEmpty()) {
      return 0;
    }
    InputColumns.check(input, assertions, columns);
    List<Measure> measures = new ArrayList<>(Measures.riding(assertions));
    measures.addAll(Measures.comparing(assertions));
    List<Finding> findings = findings(assertions, rows.measure(measures), rows);
    judge(
        findings,
        rows,
        "the rows of the input `%s` are not accepted".formatted(input.name()),
        diagnostic -> diagnostic.help("nothing was written; mend the data and run again"));
    return findings.size();
  }

  private static void check(
      List<Assertion> assertions,
      WriteCounts written,
      Supplier<StagedRows> judged,
      String done,
      String target,
      UnaryOperator<Diagnostic> told) {
    if (assertions.isEmpty()) {
      return;
    }
    StagedRows rows = judged.get();
    Map<String, Double> measured = new HashMap<>(written.measures());
    measured.putAll(rows.measure(Measures.comparing(assertions)));
    judge(
        findings(assertions, measured, rows),
        rows,
        "the rows for %s are not %s".formatted(target, done),
        told);
  }

  private static void judge(
      List<Finding> findings, StagedRows rows, String verdict, UnaryOperator<Diagnostic> told) {
    List<Diagnostic> failures =
        findings.stream()
            .filter(finding -> !finding.holds())
            .map(finding -> rejected(finding, verdict + ": " + finding.sentence(), rows))
            .map(told)
            .toList();
    if (!failures.isEmpty()) {
      throw new FlarepathException(failures);
    }
  }

  private static List<Finding> findings(
      List<Assertion> assertions, Map<String, Double> measured, StagedRows rows) {
    List<Finding> findings = new ArrayList<>();
    for (Assertion assertion : assertions) {
      if (assertion instanceof Assertion.OfColumn column) {
        findings.addAll(Verdicts.ofColumn(column, measured));
      } else if (assertion instanceof Assertion.OfSql sql) {
        findings.addAll(Verdicts.ofSql(sql, rows.row(sql.sql()), "not in the SQL's row, or null"));
      }
    }
    return findings;
  }

  private static Diagnostic rejected(Finding finding, String message, StagedRows rows) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.AUDIT_REJECTED, message).at(finding.test().text().span());
    for (String offenders : finding.offenders()) {
      for (String example : rows.examples(offenders, MOST_EXAMPLES)) {
        diagnostic = diagnostic.because("for example " + example);
      }
    }
    return diagnostic;
  }
}
