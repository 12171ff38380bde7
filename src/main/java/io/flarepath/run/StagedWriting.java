package io.flarepath.run;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.run.Tables.StageRequest;
import io.flarepath.run.Tables.Staged;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableName;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings a result onto a branch that nobody reads: as files that the table takes up there, or by
 * the engine's own merge. What fails before the branch is there leaves nothing behind.
 */
final class StagedWriting {

  private final Tables tables;
  private final Duration branchTtl;

  StagedWriting(Tables tables, Duration branchTtl) {
    this.tables = tables;
    this.branchTtl = branchTtl;
  }

  /**
   * A staged result.
   *
   * @param request by which it was staged, and may be staged again
   */
  record Result(WriteCounts written, StageRequest request, Staged staged) {}

  /** Writes the files, and stages them. */
  Result files(PassWork work, OutputWrite write) {
    TableFacts table = write.table().orElseThrow();
    // Jobs of one run may write into one table at once, and each takes up its own files only.
    String fileSet =
        String.join(
            "-", work.id().runId(), work.job(), Integer.toString(work.id().number()), table.uuid());
    if (!write.change().isNone()) {
      tables.prepare(write, fileSet);
    }
    WriteCounts written = written(work.session(), write, fileSet);
    StageRequest request = request(work, write, Optional.of(fileSet), written);
    return new Result(written, request, stage(request, write));
  }

  /** Lets the engine merge into the branch; when main moves, that has to be done again. */
  Result merged(PassWork work, OutputWrite write) {
    WriteCounts written = work.session().prepareMerge(write);
    StageRequest request = request(work, write, Optional.empty(), written);
    try {
      Staged staged =
          tables.stageWritten(request, () -> work.session().merge(write, request.branch()));
      return new Result(written, request, staged);
    } catch (RuntimeException e) {
      // The branch holds nothing that anybody could want.
      Tidying.after(e, () -> removeBranch(request));
      throw e;
    }
  }

  private StageRequest request(
      PassWork work, OutputWrite write, Optional<String> fileSet, WriteCounts written) {
    return new StageRequest(
        write.table().orElseThrow(),
        write.write(),
        fileSet,
        BranchNames.of(work.job(), work.id().runId()),
        branchTtl,
        PassSummary.of(work.id(), work.pass(), write, written, work.expected()));
  }

  /** Writes the files. If that fails, or its rows are not what they should be, they go again. */
  private WriteCounts written(Engine.Session session, OutputWrite write, String fileSet) {
    try {
      WriteCounts written = session.write(write, fileSet);
      LeakCheck.check(write, written);
      return written;
    } catch (RuntimeException e) {
      Tidying.after(e, () -> tables.discardFiles(write.table().orElseThrow(), fileSet));
      throw e;
    }
  }

  /** If it is not known whether the staging happened, its files are left: they may be in use. */
  private Staged stage(StageRequest request, OutputWrite write) {
    try {
      return tables.stage(request);
    } catch (FlarepathException e) {
      if (e.code() == Code.MIXED_PARTITIONING || e.code() == Code.TABLE_TOO_BUSY) {
        request.fileSet().ifPresent(files -> tables.discardFiles(request.table(), files));
      }
      throw e.at(write.output().output().dataset().span());
    }
  }

  private void removeBranch(StageRequest request) {
    TableName table = request.table().name();
    tables.branches(table, BranchNames.jobOf(request.branch())).stream()
        .filter(branch -> branch.name().equals(request.branch()))
        .forEach(branch -> tables.removeBranch(table, branch));
  }
}
