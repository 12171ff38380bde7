package io.flarepath.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A row of the input.
 *
 * @param place where it lies on the {@link Ruler}; empty for null
 */
record EventRow(int id, Optional<Integer> place, String region, int amount) {

  /** Rows with these ids and above arrive late. */
  static final int LATE = 1000;

  private static final List<String> REGIONS = List.of("north", "south", "west");

  /** Ten to forty rows in two to four windows: some at bounds, before the start, and nowhere. */
  static List<EventRow> drawn(long seed) {
    Random random = new Random(seed);
    int windows = 2 + random.nextInt(5) / 2;
    boolean hasGap = windows > 2 && random.nextInt(3) == 0;
    List<EventRow> rows = new ArrayList<>();
    int count = 10 + random.nextInt(31);
    for (int id = 1; id <= count; id++) {
      Optional<Integer> place =
          random.nextInt(12) == 0 ? Optional.empty() : Optional.of(place(random, windows));
      if (hasGap && place.filter(at -> at > Ruler.WINDOW && at < 2 * Ruler.WINDOW).isPresent()) {
        place = Optional.of(2 * Ruler.WINDOW);
      }
      rows.add(new EventRow(id, place, REGIONS.get(random.nextInt(3)), random.nextInt(100)));
    }
    return rows;
  }

  private static int place(Random random, int windows) {
    if (random.nextInt(8) == 0) {
      return -1 - random.nextInt(Ruler.WINDOW);
    }
    return random.nextInt(3) == 0
        ? random.nextInt(windows + 1) * Ruler.WINDOW
        : random.nextInt(windows * Ruler.WINDOW);
  }

  /** Rows that arrive when the first window is published, and belong to it alone. */
  static List<EventRow> late(Flow flow) {
    boolean isNextDay = Ruler.of(flow).isDaily() && flow.comparison().isOpenClosed();
    int middle = isNextDay ? Ruler.WINDOW : Ruler.of(flow).isDaily() ? 0 : Ruler.WINDOW / 2;
    return IntStream.range(0, 2)
        .mapToObj(i -> new EventRow(LATE + i, Optional.of(middle), REGIONS.get(i * 2), 50 + i))
        .toList();
  }

  /** The values as SQL writes them. */
  String literals(Ruler ruler) {
    return "%s, %d, '%s', %d"
        .formatted(place.map(ruler::literal).orElse("null"), id, region, amount);
  }
}
