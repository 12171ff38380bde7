package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Placeholders;
import io.flarepath.diagnostic.Problems;
import io.flarepath.function.Functions;
import io.flarepath.pass.Strategies;
import io.flarepath.pass.keysql.KeySqlStrategy;
import io.flarepath.plan.RunPlan;
import io.flarepath.plan.SessionZones;
import io.flarepath.plan.WorkflowPlanner;
import io.flarepath.secret.Vault;
import io.flarepath.settings.Settings;
import io.flarepath.settings.hocon.SettingsReader;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.sql.SqlParser;
import io.flarepath.workflow.Workflow;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The user's files, read and checked; no engine is needed for that.
 *
 * @param settings all settings files together
 * @param advice what there is to say of them, though they are good
 * @param files where workflows and what they refer to come from
 */
record Workspace(Settings settings, List<Diagnostic> advice, TextFiles files) {

  static final SqlParser SQL = new CatalystSqlParser();
  static final Strategies STRATEGIES = new Strategies(List.of(new KeySqlStrategy()));

  Workspace {
    advice = List.copyOf(advice);
  }

  /**
   * Reads the settings.
   *
   * @param vault gets their secrets, and those of workflows later
   * @throws FlarepathException if they are wrong, with everything that is wrong
   */
  static Workspace open(Globals globals, Vault vault) {
    Problems problems = new Problems();
    TextFiles files = new TextFiles(vault);
    Optional<Settings> settings =
        new SettingsReader(files, System.getenv(), vault).read(globals.confFiles(), problems);
    problems.throwIfErrors();
    return new Workspace(settings.orElseThrow(), problems.all(), files);
  }

  /**
   * Reads a workflow and plans it.
   *
   * @param problems takes everything that is wrong, and what is worth knowing
   * @return empty when something is wrong
   */
  Optional<RunPlan> plan(String file, Problems problems) {
    Problems found = new Problems();
    try {
      Optional<Workflow> workflow =
          reader()
              .read(files.workflow(file), found)
              .map(read -> read.reworded(files.vault()::redact));
      Optional<RunPlan> plan =
          workflow.flatMap(
              read ->
                  new WorkflowPlanner(settings, SQL, STRATEGIES, submitted()).plan(read, found));
      problems.addAll(found.all().stream().map(Placeholders::explained).toList());
      return found.hasErrors() ? Optional.empty() : plan;
    } catch (FlarepathException e) {
      problems.addAll(e.diagnostics());
      return Optional.empty();
    }
  }

  private WorkflowReader reader() {
    return new WorkflowReader(
        WorkflowReader.environment(), Functions.signatures(), STRATEGIES.forms(), files.referred());
  }

  /** The time zone of what is no job. */
  SessionZones zones() {
    return new SessionZones(settings, submitted());
  }

  /** What {@code spark-submit} was given; it hands that on as properties of Java. */
  private static Map<String, String> submitted() {
    Map<String, String> conf = new LinkedHashMap<>();
    Properties properties = System.getProperties();
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark."))
        .forEach(name -> conf.put(name, properties.getProperty(name)));
    return conf;
  }
}
