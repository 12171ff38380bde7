package io.flarepath.generated;

import io.flarepath.lab.Lab;
import java.util.Map;

/** Where workflows are tried: a laboratory of each zone, and its tables that do not change. */
final class Bench {

  private final Map<Zone, Lab> labs;
  private int trials;

  Bench(Map<Zone, Lab> labs) {
    this.labs = Map.copyOf(labs);
    labs.values().forEach(Bench::furnish);
  }

  private static void furnish(Lab lab) {
    lab.tables()
        .create("places", "region string, label string", "")
        .insert("places", "'north', 'N'", "'south', 'S'", "'west', 'W'")
        .create("others", "region string, at timestamp", "")
        .insert(
            "others",
            "'north', '2024-01-01 12:00:00'",
            "'south', '2024-01-02 12:00:00'",
            "'west', '2023-12-31 12:00:00'");
  }

  Verdict attempt(Flow flow) {
    trials++;
    Lab lab = labs.get(flow.zone());
    if (lab == null) {
      throw new IllegalArgumentException("no laboratory in " + flow.zone());
    }
    return new Trial(lab, flow, trials).verdict();
  }
}
