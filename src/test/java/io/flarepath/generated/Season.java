package io.flarepath.generated;

import java.time.LocalDate;

/** When the windows are: the clocks of Berlin and New York change in spring and autumn. */
enum Season implements Value {
  WINTER("2024-01-02", "2024-01-02"),
  SPRING("2024-03-10", "2024-03-31"),
  AUTUMN("2024-11-03", "2024-10-27");

  private final LocalDate newYork;
  private final LocalDate berlin;

  Season(String newYork, String berlin) {
    this.newYork = LocalDate.parse(newYork);
    this.berlin = LocalDate.parse(berlin);
  }

  /** The day on which the clocks change. */
  LocalDate day(Zone zone) {
    return zone == Zone.BERLIN ? berlin : newYork;
  }
}
