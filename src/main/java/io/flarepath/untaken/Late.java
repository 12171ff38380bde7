package io.flarepath.untaken;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rows that came into a source after the windows that they belong to were read.
 *
 * @param rows how many; of a snapshot that also removes files, its new rows may be old ones that
 *     were written again
 * @param since when the first of them came, by the clock of the one who wrote them
 * @param windows the reads whose windows they belong to, or may belong to, in order; where the
 *     source was rewritten, those that certainly have such rows, then the newest first
 * @param isWhole whether all windows were looked at; if not, there may be more rows
 * @param isRewritten whether any of the rows came with others that may be old ones, written again
 */
public record Late(
    RowCount rows,
    Optional<Instant> since,
    List<PublishedRead> windows,
    boolean isWhole,
    boolean isRewritten) {

  public static final Late NONE = new Late(RowCount.NONE, Optional.empty(), List.of(), true, false);

  public Late {
    windows = List.copyOf(windows);
  }
}
