package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.MapOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Yaml;
import io.flarepath.workflow.LogLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Descriptions of keys that occur in several places with one meaning. */
final class SharedKeys {

  static final Key<Optional<String>> TITLE =
      Key.optional("title", Scalar.TEXT, "a human-readable name");

  static final Key<Optional<Yaml>> IGNORED_TITLE = Key.ignored("title", "a human-readable name");

  static final Key<Optional<Yaml>> DESCRIPTION = Key.ignored("description", "a description");

  static final Key<Optional<Yaml>> TAGS = Key.ignored("tags", "labels for data catalogs");

  static final Key<Optional<LogLevel>> LOG_LEVEL =
      Key.optional("logLevel", Choice.of(LogLevel.class), "the log level of Spark");

  static final Key<Map<String, Located<String>>> SPARK_CONF =
      Key.withDefault(
              "sparkConf",
              new MapOf(true),
              Map.<String, Located<String>>of(),
              "Spark settings for this job: a map, or a list of maps in which later entries take precedence")
          .or("sparkConfig");

  static final Key<List<Located<String>>> DEPENDENCIES =
      Key.withDefault(
          "dependencies",
          ListOf.of(Scalar.TEXT.located()),
          List.<Located<String>>of(),
          "the jobs that must have succeeded before this one starts");

  private SharedKeys() {}
}
