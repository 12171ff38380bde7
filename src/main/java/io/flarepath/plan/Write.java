package io.flarepath.plan;

import io.flarepath.window.Range;
import java.util.List;
import java.util.Optional;

/** How a result meets the rows that are in the table. */
public sealed interface Write {

  /** The word for it in reports and summaries. */
  String word();

  /** Answers by the case. */
  <R> R accept(Visitor<R> visitor);

  /** The window whose rows it replaces; empty where it does not go by a window. */
  default Optional<ReplaceWindow> replacedWindow() {
    return accept(
        new Visitor<>() {
          @Override
          public Optional<ReplaceWindow> append(Append append) {
            return Optional.empty();
          }

          @Override
          public Optional<ReplaceWindow> replaceWindow(ReplaceWindow window) {
            return Optional.of(window);
          }

          @Override
          public Optional<ReplaceWindow> replacePartitions(ReplacePartitions partitions) {
            return Optional.empty();
          }

          @Override
          public Optional<ReplaceWindow> merge(Merge merge) {
            return Optional.empty();
          }

          @Override
          public Optional<ReplaceWindow> replaceAll(ReplaceAll all) {
            return Optional.empty();
          }
        });
  }

  /** Whether it replaces whatever partitions the result has rows for. */
  default boolean replacesPresentPartitions() {
    return false;
  }

  /** Whether rows that are in the table may go. */
  default boolean replacesRows() {
    return true;
  }

  /** One method for each case. */
  interface Visitor<R> {
    R append(Append append);

    R replaceWindow(ReplaceWindow window);

    R replacePartitions(ReplacePartitions partitions);

    R merge(Merge merge);

    R replaceAll(ReplaceAll all);
  }

  /** Adds the result's rows. */
  record Append() implements Write {
    @Override
    public String word() {
      return "append";
    }

    @Override
    public boolean replacesRows() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.append(this);
    }
  }

  /**
   * Replaces exactly the window's rows: the files that cover it go, and their rows outside the
   * window are written again. Loses nothing at the edges, clears what has become empty, always
   * makes a snapshot, and is exactly repeatable.
   *
   * @param column the window's column
   * @param type its type in the table
   * @param window the rows to replace
   * @param cover the files that go
   * @param dropLeaks whether rows of the result outside the window are dropped, not an error
   */
  record ReplaceWindow(String column, String type, Range window, Cover cover, boolean dropLeaks)
      implements Write {
    @Override
    public String word() {
      return "replace-window";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.replaceWindow(this);
    }
  }

  /** Replaces the partitions that the result has rows for: Iceberg's dynamic overwrite. */
  record ReplacePartitions() implements Write {
    @Override
    public String word() {
      return "replace-partitions";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.replacePartitions(this);
    }

    @Override
    public boolean replacesPresentPartitions() {
      return true;
    }
  }

  /**
   * Lets rows meet one by one, as SQL's {@code MERGE} does.
   *
   * @param on which rows belong together; {@code old} is the table, {@code new} the result
   * @param when what becomes of them, beginning with {@code WHEN}
   * @param keys the result's columns that the condition names, where its text is just a list of
   *     equal columns; else empty. They are looked for early; which rows are duplicates is the
   *     engine's to say, which reads every condition
   */
  record Merge(String on, String when, List<String> keys) implements Write {
    public Merge {
      keys = List.copyOf(keys);
    }

    @Override
    public String word() {
      return "merge";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.merge(this);
    }
  }

  /** Replaces all rows. */
  record ReplaceAll() implements Write {
    @Override
    public String word() {
      return "replace-all";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.replaceAll(this);
    }
  }
}
