package io.flarepath.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the YAML of a job that loads the table {@code events} into the table {@code copy} by its
 * column {@code at}, a day at a time from 2024-01-01, in the usual form of Flare's workflows. A
 * test changes what it is about.
 */
public final class LoadJob {

  /** Stands in {@link #moreOutput} for the view of the last step. */
  public static final String LAST = "THE_LAST_VIEW";

  private final String name;
  private final List<String> after = new ArrayList<>();
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, String> sparkConf = new LinkedHashMap<>();
  private final List<String> incremental = new ArrayList<>();
  private String form = "";
  private final List<SqlStep> steps = new ArrayList<>();
  private final List<String> moreInputs = new ArrayList<>();
  private final List<Target> outputs = new ArrayList<>();
  private String dataset = "dataos://icebase:retail/events";
  private String sql = "select * from all_events where at > '$|start|' AND at <= '$|end|'";
  private String state = "- {key: start, value: end}";
  private String target = "dataos://icebase:retail/copy";
  private String saveMode = "overwrite";
  private String properties = "overwrite-mode: dynamic";
  private String partitions = "- {type: day, column: at, name: at_day}";
  private String options = "";
  private String assertions = "";
  private String about = "";
  private boolean isIncremental = true;
  private final List<String> moreOutputs = new ArrayList<>();
  private boolean hasTable = true;

  private LoadJob(String name) {
    this.name = name;
    key("start", "sql: select to_timestamp('2024-01-01 00:00:00')");
    key("end", "sql: select to_timestamp('$|start|') + INTERVAL '1' DAY");
  }

  public static LoadJob named(String name) {
    return new LoadJob(name);
  }

  /** A job called {@code load}. */
  public static LoadJob daily() {
    return new LoadJob("load");
  }

  public LoadJob after(String... jobs) {
    after.addAll(Arrays.asList(jobs));
    return this;
  }

  /** Reads another table than {@code events}. */
  public LoadJob from(String table) {
    return fromDataset("dataos://icebase:retail/" + table);
  }

  /** Reads any address or path. */
  public LoadJob fromDataset(String address) {
    dataset = address;
    return this;
  }

  /** The SQL of the window; it reads {@code all_events}. */
  public LoadJob window(String select) {
    sql = select;
    return this;
  }

  /** Sets or adds a key: {@code sql: select …}, {@code default: '…'}. */
  public LoadJob key(String key, String definition) {
    keys.put(key, definition);
    return this;
  }

  /** The entries of {@code state}; empty for none. */
  public LoadJob state(String entries) {
    state = entries;
    return this;
  }

  /** A setting of Spark. */
  public LoadJob sparkConf(String key, String value) {
    sparkConf.put(key, value);
    return this;
  }

  /** A further line under {@code incremental}. */
  public LoadJob incremental(String line) {
    incremental.add(line);
    return this;
  }

  /** Reads by another form of {@code incremental} than key SQL, in the same context. */
  public LoadJob form(String line) {
    form = line;
    return this;
  }

  /** Reads the whole input each time. */
  public LoadJob whole() {
    isIncremental = false;
    return this;
  }

  /** A further input, read whole. */
  public LoadJob input(String view, String table) {
    return moreInput("- {name: %s, dataset: 'dataos://icebase:retail/%s'}".formatted(view, table));
  }

  /** A further input in so many words. */
  public LoadJob moreInput(String entry) {
    moreInputs.add(entry);
    return this;
  }

  /** A step. The input's view is {@code events}; what is written is the last step's view. */
  public LoadJob step(String view, String select) {
    steps.add(new SqlStep(view, select));
    return this;
  }

  /** Writes to another table than {@code copy}. */
  public LoadJob to(String table) {
    return toDataset("dataos://icebase:retail/" + table);
  }

  public LoadJob toDataset(String address) {
    target = address;
    return this;
  }

  public LoadJob saveMode(String mode) {
    saveMode = mode;
    return this;
  }

  /** The table properties of the output, in one flow mapping without its braces. */
  public LoadJob properties(String mapping) {
    properties = mapping;
    return this;
  }

  /** The entries of {@code partitionSpec}, one line each; empty for none. */
  public LoadJob partitionedBy(String entries) {
    partitions = entries;
    return this;
  }

  /** Further lines under the output's {@code options}. */
  public LoadJob options(String lines) {
    options = lines;
    return this;
  }

  /** Further lines of the output, beside its {@code options}. */
  public LoadJob about(String lines) {
    about = lines;
    return this;
  }

  /** The entries of the outputs' {@code assertions}. */
  public LoadJob assertions(String entries) {
    assertions = entries;
    return this;
  }

  /** A second output, of a view into a table, written like the first. */
  public LoadJob output(String view, String table) {
    outputs.add(new Target(view, "dataos://icebase:retail/" + table));
    return this;
  }

  /** A further output in so many words. */
  public LoadJob moreOutput(String entry) {
    moreOutputs.add(entry);
    return this;
  }

  /** Leaves the usual output out; those that were added stay. */
  public LoadJob withoutTable() {
    hasTable = false;
    return this;
  }

  /** This job alone as a workflow called {@code test}. */
  public String yaml() {
    return workflow("test", this);
  }

  /** Several jobs as a workflow. */
  public static String workflow(String name, LoadJob... jobs) {
    return "name: %s\nworkflow:\n  dag:\n".formatted(name)
        + Arrays.stream(jobs).map(LoadJob::entry).collect(Collectors.joining());
  }

  private String entry() {
    StringBuilder text = new StringBuilder();
    text.append("    - name: ").append(name).append('\n');
    if (!after.isEmpty()) {
      text.append("      dependencies: ").append(after).append('\n');
    }
    text.append("      spec:\n        stack: flare:6.0\n        stackSpec:\n          job:\n");
    text.append("            logLevel: WARN\n");
    if (!sparkConf.isEmpty()) {
      text.append("            sparkConf:\n");
      sparkConf.forEach(
          (key, value) -> text.append(indented("%s: '%s'".formatted(key, value), 14)));
    }
    text.append("            inputs:\n").append(indented(inputs(), 14));
    if (!steps.isEmpty()) {
      text.append("            steps:\n              - sequence:\n");
      steps.forEach(step -> text.append(indented(step.yaml(), 18)));
    }
    text.append("            outputs:\n");
    targets().forEach(target -> text.append(indented(output(target), 14)));
    moreOutputs.forEach(entry -> text.append(indented(entry.replace(LAST, last()), 14)));
    return text.toString();
  }

  private String inputs() {
    StringBuilder text = new StringBuilder();
    text.append("- name: events\n  dataset: %s\n".formatted(dataset));
    if (isIncremental && !form.isEmpty()) {
      text.append("  incremental:\n    context: all_events\n").append(indented(form, 4));
    } else if (isIncremental) {
      text.append("  incremental:\n    context: all_events\n    sql: >\n");
      text.append(indented(sql, 6));
      text.append("    keys:\n");
      keys.forEach(
          (key, definition) ->
              text.append("      - name: %s\n".formatted(key)).append(indented(definition, 8)));
      if (!state.isEmpty()) {
        text.append("    state:\n").append(indented(state, 6));
      }
      incremental.forEach(line -> text.append(indented(line, 4)));
    }
    moreInputs.forEach(input -> text.append(input.strip()).append('\n'));
    return text.toString();
  }

  private String last() {
    return steps.isEmpty() ? "events" : steps.get(steps.size() - 1).view();
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    if (hasTable) {
      targets.add(new Target(last(), target));
    }
    targets.addAll(outputs);
    return targets;
  }

  private String output(Target target) {
    StringBuilder text = new StringBuilder();
    text.append("- name: %s\n  dataset: %s\n".formatted(target.view(), target.address()));
    text.append(indented(about, 2));
    if (!assertions.isEmpty()) {
      text.append("  assertions:\n").append(indented(assertions, 4));
    }
    text.append("  options:\n    saveMode: %s\n".formatted(saveMode));
    text.append(indented(options, 4));
    text.append("    iceberg:\n      properties: {%s}\n".formatted(properties));
    if (!partitions.isEmpty()) {
      text.append("      partitionSpec:\n").append(indented(partitions, 8));
    }
    return text.toString();
  }

  private record Target(String view, String address) {}

  private record SqlStep(String view, String select) {
    String yaml() {
      return "- name: " + view + "\n  sql: >\n" + indented(select, 4);
    }
  }

  private static String indented(String text, int spaces) {
    return text.isBlank() ? "" : text.strip().indent(spaces);
  }
}
