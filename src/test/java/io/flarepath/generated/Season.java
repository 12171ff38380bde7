package io.flarepath.generated;

import java.time.LocalDate;

/** When the windows are: clocks change in spring and autumn. */
enum Season implements Value {
  WINTER("2024-01-02", "2024-01-02", "2024-01-02", "2024-01-02"),
  SPRING("2024-03-10", "2024-03-31", "2024-10-06", "2024-04-25"),
  AUTUMN("2024-11-03", "2024-10-27", "2024-04-07", "2024-10-31");

  private final LocalDate newYork;
  private final LocalDate berlin;
  private final LocalDate lordHowe;
  private final LocalDate cairo;

  Season(String newYork, String berlin, String lordHowe, String cairo) {
    this.newYork = LocalDate.parse(newYork);
    this.berlin = LocalDate.parse(berlin);
    this.lordHowe = LocalDate.parse(lordHowe);
    this.cairo = LocalDate.parse(cairo);
  }

  /** The day on which the clocks change. */
  LocalDate day(Zone zone) {
    return switch (zone) {
      case BERLIN -> berlin;
      case LORD_HOWE -> lordHowe;
      case CAIRO -> cairo;
      default -> newYork;
    };
  }
}
