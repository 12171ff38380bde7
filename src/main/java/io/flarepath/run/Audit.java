package io.flarepath.run;

import io.flarepath.audit.Finding;
import io.flarepath.audit.Measures;
import io.flarepath.audit.Verdicts;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import io.flarepath.run.Tables.Staged;
import io.flarepath.workflow.Assertion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges staged rows before they are published. One test that does not hold, and nothing is
 * published; the branch stays for inspection.
 */
final class Audit {

  private static final int MOST_EXAMPLES = 5;

  private Audit() {}

  /**
   * Judges an output's rows.
   *
   * @throws FlarepathException with every test that does not hold
   */
  static void check(
      Engine.Session session, OutputWrite write, Staged staged, Engine.Written written) {
    List<Assertion> assertions = write.output().output().assertions();
    if (assertions.isEmpty()) {
      return;
    }
    Engine.StagedRows rows = session.staged(write, staged);
    Map<String, Double> measured = new HashMap<>(written.measures());
    measured.putAll(rows.measure(Measures.comparing(assertions)));
    List<Diagnostic> failures = new ArrayList<>();
    for (Finding finding : findings(assertions, measured, rows)) {
      if (!finding.holds()) {
        failures.add(rejected(finding, write, staged, rows));
      }
    }
    if (!failures.isEmpty()) {
      throw new FlarepathException(failures);
    }
  }

  private static List<Finding> findings(
      List<Assertion> assertions, Map<String, Double> measured, Engine.StagedRows rows) {
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

  private static Diagnostic rejected(
      Finding finding, OutputWrite write, Staged staged, Engine.StagedRows rows) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.AUDIT_REJECTED,
                "the rows for %s are not published: %s"
                    .formatted(write.output().table(), finding.sentence()))
            .at(finding.test().text().span());
    for (String offenders : finding.offenders()) {
      for (String example : rows.examples(offenders, MOST_EXAMPLES)) {
        diagnostic = diagnostic.because("for example " + example);
      }
    }
    Diagnostic told =
        write.table().filter(table -> table.snapshotId().isEmpty()).isPresent()
            ? diagnostic.because(
                "the table has no rows of earlier runs: it stays there, empty but for this branch")
            : diagnostic;
    return told.help(
        "the rows are on the branch `%s` until it is past its age: SELECT * FROM %s.`branch_%s`"
            .formatted(staged.branch(), write.output().table().quoted(), staged.branch()));
  }
}
