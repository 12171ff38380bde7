package io.flarepath.publish;

import io.flarepath.plan.Write;
import io.flarepath.table.TableFacts;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to stage.
 *
 * @param table the table as the pass found it, for which it wrote its files
 * @param write how the files meet the rows that are there
 * @param branch the branch's name
 * @param branchAge how long the branch is kept if nobody removes it
 * @param summary entries for the snapshot's summary
 */
public record StageRequest(
    TableFacts table, Write write, String branch, Duration branchAge, Map<String, String> summary) {

  public StageRequest {
    summary = Collections.unmodifiableMap(new LinkedHashMap<>(summary));
  }
}
