package io.flarepath.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.flarepath.run.ActionRecord;
import io.flarepath.run.RunRecord.Status;

/**
 * Writes the YAML of a job called {@code keep} that reads the table {@code events} and has no
 * outputs.
 */
public final class UpkeepJob {

  private static final String FORM =
      """
      name: test
      workflow:
        dag:
          - name: keep
            spec:
              stack: flare:6.0
              stackSpec:
                job:
                  logLevel: WARN
                  inputs:
                    - {name: rows, dataset: 'dataos://icebase:retail/%s'}
      """;

  private String table = "events";
  private final StringBuilder inputs = new StringBuilder();
  private final StringBuilder keys = new StringBuilder();

  private UpkeepJob() {}

  /** A job with these further keys. */
  public static UpkeepJob with(String keys) {
    return new UpkeepJob().and(keys);
  }

  /** Adds keys of the job. */
  public UpkeepJob and(String more) {
    keys.append(more.strip().indent(12));
    return this;
  }

  /** A job of one action on the table: its name, and its further keys. */
  public static UpkeepJob action(String name, String more) {
    return with("actions:\n  - name: " + name + "\n    input: rows\n" + more.strip().indent(4));
  }

  /** A further input. */
  public UpkeepJob alsoReading(String input) {
    inputs.append(("- " + input).indent(14));
    return this;
  }

  /** Reads another table. */
  public UpkeepJob of(String other) {
    table = other;
    return this;
  }

  /** The workflow. */
  public String yaml() {
    return FORM.formatted(table) + inputs + keys;
  }

  /** Runs it; it must succeed, and have nothing to complain of. */
  public ActionRecord done(Lab lab) {
    Run run = lab.run(yaml());
    assertThat(run.said()).isEmpty();
    assertThat(run.job().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(run.job().actions()).hasSize(1);
    return run.job().actions().get(0);
  }
}
