package io.flarepath.publish;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.OutputWrite;
import java.util.function.Supplier;

/**
 * A result whose files are written.
 *
 * @param requests how it is staged, which is known when its turn has come
 */
record WrittenAsFiles(
    PreparedWrite result, Supplier<StageRequest> requests, OutputWrite write, FileSet files)
    implements Written {

  @Override
  public StageRequest request() {
    return requests.get();
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  /** If it is not known whether the staging happened, its files are left: they may be in use. */
  @Override
  public Staged stage(Budget budget) {
    try (files) {
      return files.stage(request(), budget);
    } catch (FlarepathException e) {
      if (e.code() == Code.MIXED_PARTITIONING || e.code() == Code.TABLE_TOO_BUSY) {
        files.discard();
      }
      throw e.at(write.output().output().dataset().span());
    }
  }

  @Override
  public void discard() {
    try (files) {
      files.discard();
    } finally {
      close();
    }
  }
}
