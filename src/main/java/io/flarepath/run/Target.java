package io.flarepath.run;

import io.flarepath.plan.PassPlan;
import io.flarepath.state.KeyName;
import io.flarepath.table.TableName;
import java.util.List;
import java.util.Map;

/** What one pass of a catch-up is about; the same twice, and it would go on for ever. */
record Target(Map<KeyName, String> keys, List<TableName> tables) {
  static Target of(PassPlan pass) {
    return new Target(
        pass.keys(), pass.writes().stream().map(write -> write.output().table()).toList());
  }
}
