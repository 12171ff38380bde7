package io.flarepath.audit;

import io.flarepath.workflow.Assertion;
import io.flarepath.workflow.Quantity;
import java.util.List;
import java.util.Optional;

/**
 * What became of one test.
 *
 * @param subject the column, or {@code SQL}
 * @param value what was measured; empty where there was nothing to measure
 * @param holds whether the test passed
 * @param reason why it could not be judged by a number, may be empty
 * @param offenders a condition in SQL for rows that are at fault; empty where no single row is
 */
public record Finding(
    Assertion assertion,
    Assertion.Test test,
    String subject,
    Optional<Quantity> value,
    boolean holds,
    String reason,
    List<String> offenders) {

  public Finding {
    offenders = List.copyOf(offenders);
  }

  /** {@code `max` of `amount` is 1200; asked for is `max < 1000`}. */
  public String sentence() {
    String measured = value.map(Quantity::toString).orElse(reason.isEmpty() ? "null" : reason);
    return "`%s` of %s is %s, but `%s` is required"
        .formatted(test.metric(), subject, measured, test.text().value().strip());
  }
}
