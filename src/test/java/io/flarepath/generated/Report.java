package io.flarepath.generated;

import java.util.stream.Collectors;

/** What people need to see of a workflow that failed. */
record Report(Flow flow, Verdict verdict) {

  /** How to run it again, how it failed, its YAML, and its rows. */
  @Override
  public String toString() {
    return """

    %s
    again: -Dgenerated.flow='%s'
    %s
    %s
    rows of `events` in %s (at, id, region, amount):
    %s
    """
        .formatted(
            verdict.title(),
            flow,
            verdict.detail(),
            flow.yaml("events", "copy"),
            flow.zone().id(),
            rows());
  }

  private String rows() {
    Ruler ruler = Ruler.of(flow);
    String rows =
        flow.rows().stream()
            .map(row -> "  " + row.literals(ruler))
            .collect(Collectors.joining("\n"));
    return flow.disturbance().isLate()
        ? rows
            + EventRow.late(flow).stream()
                .map(row -> "\n  " + row.literals(ruler) + " (late)")
                .collect(Collectors.joining())
        : rows;
  }
}
