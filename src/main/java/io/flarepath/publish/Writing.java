package io.flarepath.publish;

import io.flarepath.pass.WriteCounts;
import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Write;
import java.time.Duration;

/** Computes a result: as files that the table takes up later, or as rows that are merged later. */
final class Writing {

  private final Tables tables;
  private final Duration branchTtl;

  Writing(Tables tables, Duration branchTtl) {
    this.tables = tables;
    this.branchTtl = branchTtl;
  }

  /** Computes the result, as its write says. If that fails, nothing is left behind. */
  Written write(PassWork work, OutputWrite write) {
    return write
        .write()
        .accept(
            new Write.Visitor<>() {
              @Override
              public Written append(Write.Append append) {
                return files(work, write);
              }

              @Override
              public Written replaceWindow(Write.ReplaceWindow window) {
                return files(work, write);
              }

              @Override
              public Written replacePartitions(Write.ReplacePartitions partitions) {
                return files(work, write);
              }

              @Override
              public Written merge(Write.Merge merge) {
                PreparedMerge prepared = work.writes().prepareMerge(write, merge);
                return new WrittenForMerge(
                    prepared, request(work, write, prepared.counts()), tables);
              }

              @Override
              public Written replaceAll(Write.ReplaceAll all) {
                return files(work, write);
              }
            });
  }

  private Written files(PassWork work, OutputWrite write) {
    FileSet files = tables.files(write, name(work, write));
    try {
      PreparedWrite result = work.writes().write(write, files);
      try {
        LeakCheck.check(write, result.counts());
        return new WrittenAsFiles(
            result, () -> request(work, write, result.counts()), write, files);
      } catch (RuntimeException e) {
        result.close();
        throw e;
      }
    } catch (RuntimeException e) {
      Tidying.after(e, files::discard);
      files.close();
      throw e;
    }
  }

  /** Jobs of one run may write into one table at once, and each takes up its own files only. */
  private static String name(PassWork work, OutputWrite write) {
    return String.join(
        "-",
        work.id().runId(),
        work.job(),
        Integer.toString(work.id().number()),
        write.table().orElseThrow().uuid());
  }

  private StageRequest request(PassWork work, OutputWrite write, WriteCounts counts) {
    return new StageRequest(
        write.table().orElseThrow(),
        write.write(),
        BranchNames.of(work.job(), work.id().runId()),
        branchTtl,
        PassSummary.of(work.id(), work.pass(), write, counts, work.expected()));
  }
}
