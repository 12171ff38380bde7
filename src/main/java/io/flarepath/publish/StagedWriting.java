package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import io.flarepath.table.TableName;
import java.time.Duration;

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
   * A staged result, whose rows may be kept until it is closed.
   *
   * @param request by which it was staged, and may be staged again
   * @param hasFiles whether its files may be staged again; else the engine has to merge again
   */
  record Result(PreparedWrite written, StageRequest request, Staged staged, boolean hasFiles)
      implements AutoCloseable {
    @Override
    public void close() {
      written.close();
    }
  }

  /** Writes or merges the result, as its write says. */
  Result stage(PassWork work, OutputWrite write) {
    return write
        .write()
        .accept(
            new Write.Visitor<>() {
              @Override
              public Result append(Write.Append append) {
                return files(work, write);
              }

              @Override
              public Result replaceWindow(Write.ReplaceWindow window) {
                return files(work, write);
              }

              @Override
              public Result replacePartitions(Write.ReplacePartitions partitions) {
                return files(work, write);
              }

              @Override
              public Result merge(Write.Merge merge) {
                return merged(work, write, merge);
              }

              @Override
              public Result replaceAll(Write.ReplaceAll all) {
                return files(work, write);
              }
            });
  }

  /** Writes the files, and stages them. */
  private Result files(PassWork work, OutputWrite write) {
    // Jobs of one run may write into one table at once, and each takes up its own files only.
    String name =
        String.join(
            "-",
            work.id().runId(),
            work.job(),
            Integer.toString(work.id().number()),
            write.table().orElseThrow().uuid());
    try (FileSet files = tables.files(write, name)) {
      PreparedWrite written = written(work.writes(), write, files);
      try {
        StageRequest request = request(work, write, written.counts());
        return new Result(written, request, staged(request, work, write, files), true);
      } catch (RuntimeException e) {
        written.close();
        throw e;
      }
    }
  }

  /** Lets the engine merge into the branch; when main moves, that has to be done again. */
  private Result merged(PassWork work, OutputWrite write, Write.Merge how) {
    PreparedMerge merge = work.writes().prepareMerge(write, how);
    StageRequest request = request(work, write, merge.counts());
    try {
      return new Result(merge, request, tables.merge(request, merge, work.budget()), false);
    } catch (RuntimeException e) {
      merge.close();
      // The branch holds nothing that anybody could want.
      Tidying.after(e, () -> removeBranch(request));
      throw e;
    }
  }

  private StageRequest request(PassWork work, OutputWrite write, WriteCounts counts) {
    return new StageRequest(
        write.table().orElseThrow(),
        write.write(),
        BranchNames.of(work.job(), work.id().runId()),
        branchTtl,
        PassSummary.of(work.id(), work.pass(), write, counts, work.expected()));
  }

  /** Writes the files. If that fails, or its rows are not what they should be, they go again. */
  private static PreparedWrite written(Writes writes, OutputWrite write, FileSet files) {
    try {
      PreparedWrite written = writes.write(write, files);
      LeakCheck.check(write, written.counts());
      return written;
    } catch (RuntimeException e) {
      Tidying.after(e, files::discard);
      throw e;
    }
  }

  /** If it is not known whether the staging happened, its files are left: they may be in use. */
  private static Staged staged(
      StageRequest request, PassWork work, OutputWrite write, FileSet files) {
    try {
      return files.stage(request, work.budget());
    } catch (FlarepathException e) {
      if (e.code() == Code.MIXED_PARTITIONING || e.code() == Code.TABLE_TOO_BUSY) {
        files.discard();
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
