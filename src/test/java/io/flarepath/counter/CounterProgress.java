package io.flarepath.counter;

import io.flarepath.pass.Progress;
import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.util.Map;

/**
 * How far a counter has come.
 *
 * @param group the next group
 * @param rows how many rows were written so far, which only the writes can tell
 */
record CounterProgress(String context, long group, long rows) implements Progress {

  static CounterProgress in(State state, String context) {
    return new CounterProgress(
        context,
        state.value(new KeyName(context, "group")).map(Long::parseLong).orElse(0L),
        state.value(new KeyName(context, "rows")).map(Long::parseLong).orElse(0L));
  }

  @Override
  public Map<KeyName, String> texts() {
    return Map.of(
        new KeyName(context, "group"), Long.toString(group),
        new KeyName(context, "rows"), Long.toString(rows));
  }
}
