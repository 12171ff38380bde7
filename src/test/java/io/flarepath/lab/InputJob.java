package io.flarepath.lab;

/** Writes the YAML of a job that reads one input whole into the table {@code copy}. */
public final class InputJob {

  private static final String FORM =
      """
      name: test
      workflow:
        dag:
          - name: load
            spec:
              stack: flare:6.0
              stackSpec:
                job:
                  logLevel: WARN
                  variables:
                    keepSystemColumns: "%s"
                  inputs:
                    - name: rows
      %s
                  steps:
                    - sequence:
                        - name: result
                          sql: %s
                  outputs:
                    - name: result
                      dataset: dataos://icebase:retail/copy
                      options: {saveMode: overwrite}
      """;

  private final String input;
  private String step = "SELECT * FROM rows";
  private boolean keepsSystemColumns;

  private InputJob(String input) {
    this.input = input;
  }

  /** A job of one input, called {@code rows}; its further keys, one line each. */
  public static InputJob reading(String keys) {
    return new InputJob(keys);
  }

  /** What is written, instead of all columns. */
  public InputJob select(String sql) {
    step = sql;
    return this;
  }

  public InputJob keepingSystemColumns() {
    keepsSystemColumns = true;
    return this;
  }

  /** The workflow. */
  public String yaml() {
    return FORM.formatted(keepsSystemColumns, input.strip().indent(16).stripTrailing(), step);
  }
}
