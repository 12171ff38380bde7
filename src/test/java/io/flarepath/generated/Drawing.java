package io.flarepath.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws workflows. */
final class Drawing {

  private final Random random;

  Drawing(long seed) {
    random = new Random(seed);
  }

  /** A workflow for every value of every dimension, as simple as it can be with that value. */
  List<Map.Entry<Value, Flow>> oneOfEach() {
    List<Map.Entry<Value, Flow>> flows = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      for (Value value : dimension.options()) {
        if (value == dimension.simplest() && !flows.isEmpty()) {
          continue;
        }
        Flow flow = Flow.simplest(random.nextLong(1_000_000)).with(dimension, value);
        while (!Sense.makesSense(flow)) {
          Flow other = any(8);
          flow = other.with(dimension, value);
        }
        flows.add(Map.entry(value, flow));
      }
    }
    return flows;
  }

  /** Any workflow. */
  Flow any() {
    return any(3);
  }

  /**
   * @param plain of ten values, how many are the simplest
   */
  private Flow any(int plain) {
    while (true) {
      Flow flow = Flow.simplest(random.nextLong(1_000_000));
      for (Dimension dimension : Dimension.values()) {
        if (random.nextInt(10) >= plain) {
          flow = flow.with(dimension, any(dimension));
        }
      }
      if (Sense.makesSense(flow)) {
        return flow;
      }
    }
  }

  private Value any(Dimension dimension) {
    List<Value> values = dimension.options();
    Value value = values.get(random.nextInt(values.size()));
    // It is not compared, so a few of it will do.
    return value == Writing.PARTITIONS && random.nextInt(5) > 0 ? dimension.simplest() : value;
  }
}
