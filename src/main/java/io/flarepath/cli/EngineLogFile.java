package io.flarepath.cli;

import io.flarepath.secret.Vault;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Log4j as Spark brings it, with the files of one folder as its only target. */
final class EngineLogFile {

  private static final String PATTERN =
      "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p {RUN} [%t] %c{1.}: %m%n%ex";

  private EngineLogFile() {}

  /**
   * Replaces what Spark's launcher has configured.
   *
   * @param folder the files that take the lines
   * @param vault takes the secrets out of each line
   */
  static void open(LogFolder folder, String runId, String level, Vault vault) {
    contexts().forEach(context -> context.reconfigure(configuration(folder, runId, level, vault)));
  }

  static void level(String level) {
    for (LoggerContext context : contexts()) {
      context.getConfiguration().getRootLogger().setLevel(Level.valueOf(level));
      context.updateLoggers();
    }
  }

  static void keep(Throwable failure) {
    LogManager.getLogger(EngineLogFile.class).error("Flarepath stopped", failure);
  }

  /**
   * Under spark-submit Spark's classes and ours have different loaders, and log4j may keep a
   * context for each.
   */
  private static Set<LoggerContext> contexts() {
    Set<LoggerContext> contexts = new LinkedHashSet<>();
    contexts.add(context(LogManager.class.getClassLoader()));
    contexts.add(context(EngineLogFile.class.getClassLoader()));
    return contexts;
  }

  private static LoggerContext context(ClassLoader loader) {
    return (LoggerContext) LogManager.getContext(loader, false);
  }

  private static Configuration configuration(
      LogFolder folder, String runId, String level, Vault vault) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    // Without its hook the log also has what happens while the process ends.
    builder.setStatusLevel(Level.OFF).setConfigurationName("flarepath").setShutdownHook("disable");
    builder.add(builder.newRootLogger(Level.valueOf(level)));
    BuiltConfiguration configuration = builder.build(true);
    SharedFileAppender file =
        new SharedFileAppender(folder, new RedactedLayout(lines(runId, configuration), vault));
    file.start();
    configuration.addAppender(file);
    configuration.getRootLogger().addAppender(file, null, null);
    return configuration;
  }

  private static PatternLayout lines(String runId, Configuration configuration) {
    return PatternLayout.newBuilder()
        .withPattern(PATTERN.replace("{RUN}", runId))
        .withConfiguration(configuration)
        .build();
  }
}
