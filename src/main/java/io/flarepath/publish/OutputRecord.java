package io.flarepath.publish;

import io.flarepath.audit.Finding;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.table.TableName;
import java.util.List;

/**
 * What one publish did.
 *
 * @param content what the table holds
 * @param write how the rows were written
 * @param snapshotId the snapshot that was published
 * @param counts what the engine counted
 * @param findings what became of the output's assertions; all of them hold
 * @param rowsWritten rows in the new files: result and kept
 * @param filesWritten data files that its snapshot adds
 * @param bytesWritten their sizes
 * @param attempts how often it was computed
 */
public record OutputRecord(
    TableName table,
    Content content,
    Write write,
    long snapshotId,
    WriteCounts counts,
    List<Finding> findings,
    long rowsWritten,
    long filesWritten,
    long bytesWritten,
    int attempts) {

  public OutputRecord {
    findings = List.copyOf(findings);
  }

  static OutputRecord of(
      OutputWrite write,
      PreparedWrite result,
      Committal.Done done,
      List<Finding> findings,
      int attempts) {
    return new OutputRecord(
        write.output().table(),
        write.output().content(),
        write.write(),
        done.outcome().snapshotId(),
        result.counts(),
        findings,
        done.staged().rowsWritten(),
        done.staged().filesWritten(),
        done.staged().bytesWritten(),
        attempts);
  }
}
