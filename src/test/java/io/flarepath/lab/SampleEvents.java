package io.flarepath.lab;

/** The table {@code events}, with rows of three days, on the morning of the fourth. */
public final class SampleEvents {

  private SampleEvents() {}

  /** By days, with rows at midnight too, where one day ends and the next one begins. */
  public static void threeDays(Lab lab) {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint", "days(at)")
        .insert(
            "events",
            "'2024-01-01 08:00:00', 1",
            "'2024-01-02 00:00:00', 2",
            "'2024-01-02 09:00:00', 3",
            "'2024-01-03 00:00:00', 4",
            "'2024-01-03 10:00:00', 5");
  }

  /** Without partitions, in three commits; with a column and a value that have to be quoted. */
  public static void threeCommits(Lab lab) {
    lab.now("2024-01-04T00:00")
        .tables()
        .create("events", "at timestamp, id bigint, `it's` string", "")
        .sql(
            "INSERT INTO {}events SELECT /*+ COALESCE(1) */ timestamp '2024-01-01 07:00:00'"
                + " + make_interval(0, 0, 0, 0, CAST(id AS int)), id, 'a' FROM range(1, 3)");
    lab.tables()
        .insert("events", "'2024-01-02 08:00:00', 3, 'c'")
        .insert("events", "'2024-01-03 08:00:00', 4, 'd\\\\e'");
  }
}
