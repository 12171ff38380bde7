package io.flarepath.run;

import io.flarepath.plan.OutputWrite;
import io.flarepath.plan.Stage;
import io.flarepath.table.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stage of a pass took and cost. Each moment counts for one stage only, so that the sum of
 * all stages is the time of the pass.
 *
 * @param stage the word for it, that of a {@link Part} or a {@link Stage}
 * @param table the table that it is for; empty where it is for the whole pass
 * @param took also where the stage failed; publishing again after a conflict counts as publishing
 */
public record StageRecord(String stage, Optional<TableName> table, Duration took, Cost cost) {

  static StageRecord of(Part part, Duration took, Cost cost) {
    return new StageRecord(part.word(), Optional.empty(), took, cost);
  }

  static StageRecord of(Stage stage, Duration took, Cost cost) {
    return new StageRecord(stage.word(), stage.of().map(StageRecord::table), took, cost);
  }

  private static TableName table(OutputWrite write) {
    return write.output().table();
  }

  /** Stages with those of one word and table added up, in the order of the first of them. */
  static List<StageRecord> sums(List<StageRecord> stages) {
    Map<List<Object>, StageRecord> sums = new LinkedHashMap<>();
    stages.forEach(
        each -> sums.merge(List.of(each.stage, each.table), each, (one, other) -> one.plus(other)));
    return new ArrayList<>(sums.values());
  }

  private StageRecord plus(StageRecord other) {
    return new StageRecord(stage, table, took.plus(other.took), cost.plus(other.cost));
  }
}
