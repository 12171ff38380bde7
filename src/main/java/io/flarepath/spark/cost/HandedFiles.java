package io.flarepath.spark.cost;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are handed to Spark under a name. A scan of them does not say how many they are, so
 * whoever hands them over does. Thread-safe.
 */
public final class HandedFiles {

  /** Names are never used again, so those that were read long ago may go. */
  private static final int KEPT = 1_000;

  private static final Map<String, Scans> SETS =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Scans> eldest) {
              return size() > KEPT;
            }
          });

  private HandedFiles() {}

  /**
   * Says what a scan of the files reads, which is all of them.
   *
   * @param name unique to these files
   * @param bytes the sizes of all of them
   */
  public static void under(String name, long files, long bytes) {
    SETS.put(name, Scans.of(files, bytes));
  }

  static Optional<Scans> of(String name) {
    return Optional.ofNullable(SETS.get(name));
  }
}
