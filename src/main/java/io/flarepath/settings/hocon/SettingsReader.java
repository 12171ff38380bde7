package io.flarepath.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.secret.Redactor;
import io.flarepath.secret.SecretNames;
import io.flarepath.secret.Vault;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.RunSettings;
import io.flarepath.settings.Settings;
import io.flarepath.settings.SettingsFiles;
import io.flarepath.settings.TimeZoneName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the settings: the embedded default, then {@code conf/flarepath.conf} if it is there, then
 * each file that the caller names; a later one wins.
 */
public final class SettingsReader {

  /** The file that is read without being asked for, if it is there. */
  public static final String STANDING_FILE = "conf/flarepath.conf";

  private static final String ROOT = "flarepath";
  private static final String REFERENCE = "reference.conf";
  private static final String SPARKS_ZONE = "spark.sql.session.timeZone";

  /** What is missing may be in a file that could not be read, so it is not reported. */
  private static final Set<Code> MAY_STAND_ELSEWHERE =
      Set.of(Code.MISSING_SETTING, Code.UNKNOWN_CATALOG, Code.UNSET_VARIABLE);

  private static final Comparator<Diagnostic> IN_READING_ORDER =
      Comparator.comparing((Diagnostic said) -> said.place().map(p -> p.source().name()).orElse(""))
          .thenComparing(said -> said.place().map(Span::line).orElse(0))
          .thenComparing(said -> said.place().map(Span::column).orElse(0));

  private final SettingsFiles files;
  private final Map<String, String> environment;
  private final Vault vault;

  /**
   * A reader.
   *
   * @param files where the files come from
   * @param environment what {@code ${NAME}} may refer to
   */
  public SettingsReader(SettingsFiles files, Map<String, String> environment) {
    this(files, environment, new Vault());
  }

  /**
   * A reader that says what is secret.
   *
   * @param environment what {@code ${NAME}} may refer to
   * @param vault gets the secrets of the settings that were read
   */
  public SettingsReader(SettingsFiles files, Map<String, String> environment, Vault vault) {
    this.files = files;
    this.vault = vault;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The settings; empty if there were errors. Says all that is wrong, and never a secret.
   *
   * @param names the files of {@code --conf}, in order
   * @param problems where to say it
   */
  public Optional<Settings> read(List<String> names, Problems problems) {
    Problems found = new Problems();
    Complaints complaints = new Complaints(new Places(), found);
    FileReader reader = new FileReader(files, complaints);
    List<SettingsFile> layers =
        layers(names, reader, complaints.places(), new RelativePaths(files, complaints));
    Optional<Config> resolved =
        new Substitution(environment, complaints).resolved(Layers.merged(layers));
    Optional<Settings> settings = resolved.flatMap(config -> settings(config, complaints));
    layers.forEach(layer -> checkRoot(layer, reader, complaints));
    settings.ifPresent(read -> learn(read, reader));
    Redactor redactor = redactor(reader, settings);
    found.all().stream()
        .filter(
            diagnostic -> !reader.hasFailed() || !MAY_STAND_ELSEWHERE.contains(diagnostic.code()))
        .sorted(IN_READING_ORDER)
        .forEach(diagnostic -> problems.add(redacted(diagnostic, redactor)));
    return found.hasErrors() ? Optional.empty() : settings;
  }

  /** The embedded default, as text. */
  public static String reference() {
    try (InputStream text = Settings.class.getResourceAsStream(REFERENCE)) {
      if (text == null) {
        throw new IllegalStateException(REFERENCE + " is not on the class path");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SettingsFile> layers(
      List<String> names, FileReader reader, Places places, RelativePaths paths) {
    List<SettingsFile> layers = new ArrayList<>();
    reader.parsed(REFERENCE, reference()).ifPresent(layers::add);
    reader.optional(STANDING_FILE).ifPresent(layers::add);
    names.forEach(name -> reader.required(name).ifPresent(layers::add));
    layers.forEach(places::add);
    return layers.stream().map(paths::resolved).collect(Collectors.toList());
  }

  private static Optional<Settings> settings(Config config, Complaints complaints) {
    Block root = new Block(List.of(), config.root(), complaints);
    Optional<Block> ours = root.block(ROOT);
    ours.ifPresent(block -> block.allowOnly(Keys.BLOCKS));
    return ours.flatMap(SettingsReader::settings);
  }

  private static Optional<Settings> settings(Block ours) {
    Block empty = new Block(ours.path(), ConfigFactory.empty().root(), ours.complaints());
    Map<String, CatalogSettings> catalogs =
        CatalogBlocks.read(ours.block("catalogs").orElse(empty));
    Depots depots = new Depots(catalogs.keySet());
    Map<String, Depot> read = depots.read(ours.block("depots").orElse(empty));
    Map<String, String> spark = ours.block("spark").map(SettingsReader::spark).orElse(Map.of());
    Map<String, Span> places = places(spark.keySet(), ours.complaints().places());
    zone(spark, places, ours.complaints());
    return run(ours.block("run").orElse(empty))
        .map(run -> new Settings(read, catalogs, spark, run, places));
  }

  /** Where the user's files say the time zone and the settings of Spark. */
  private static Map<String, Span> places(Set<String> spark, Places places) {
    Map<String, Span> found = new LinkedHashMap<>();
    places
        .value(List.of(ROOT, "run", Keys.TIME_ZONE.name()))
        .ifPresent(span -> found.put(Settings.TIME_ZONE, span));
    for (String name : spark) {
      List<String> nested = new ArrayList<>(List.of(ROOT, "spark"));
      nested.addAll(List.of(name.split("\\.")));
      places
          .value(List.of(ROOT, "spark", name))
          .or(() -> places.value(nested))
          .ifPresent(span -> found.put(name, span));
    }
    found.values().removeIf(span -> span.source().name().equals(REFERENCE));
    return found;
  }

  private static void zone(
      Map<String, String> spark, Map<String, Span> places, Complaints complaints) {
    Optional.ofNullable(spark.get(SPARKS_ZONE))
        .filter(name -> TimeZoneName.zone(name).isEmpty())
        .ifPresent(
            name ->
                complaints.add(
                    Diagnostic.error(
                        Code.BAD_SETTING,
                        "`spark.\"%s\"` must be %s, not `%s`"
                            .formatted(SPARKS_ZONE, Keys.TIME_ZONE.type().words(), name)),
                    Optional.ofNullable(places.get(SPARKS_ZONE))));
  }

  private static Map<String, String> spark(Block block) {
    block.names().stream()
        .filter(name -> !name.equals("spark") && !name.startsWith("spark."))
        .forEach(
            name ->
                block
                    .complaints()
                    .unknown(
                        block.path(name),
                        "`" + name + "` is not the full name of a setting of Spark",
                        "write `spark." + name + "` instead of `" + name + "`"));
    return block.flat();
  }

  private static Optional<RunSettings> run(Block block) {
    block.allowOnly(Keys.RUN.stream().map(Setting::name).toList());
    var attempts = block.required(Keys.PUBLISH_ATTEMPTS);
    var timeout = block.required(Keys.PUBLISH_TIMEOUT);
    var ttl = block.required(Keys.BRANCH_TTL);
    var jobs = block.required(Keys.PARALLEL_JOBS);
    var zone = block.required(Keys.TIME_ZONE);
    var logs = block.required(Keys.LOG_DIR);
    var records = block.required(Keys.RECORD_DIR);
    var state = block.required(Keys.STATE_TABLE);
    var scripts = block.required(Keys.ALLOW_SCRIPTS);
    if (attempts.isEmpty()
        || timeout.isEmpty()
        || ttl.isEmpty()
        || jobs.isEmpty()
        || zone.isEmpty()
        || logs.isEmpty()
        || records.isEmpty()
        || state.isEmpty()
        || scripts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RunSettings(
            attempts.get(),
            timeout.get(),
            ttl.get(),
            jobs.get(),
            zone.get(),
            logs.get(),
            records.get(),
            state.get(),
            scripts.get()));
  }

  /** Outside our root a file may define values for its own use, and nothing else. */
  private static void checkRoot(SettingsFile file, FileReader reader, Complaints complaints) {
    for (String name : file.config().root().keySet().stream().sorted().toList()) {
      if (name.equals(ROOT) || reader.isReferred(name)) {
        continue;
      }
      if (Keys.BLOCKS.contains(name)) {
        complaints.unknown(
            List.of(name),
            "`" + name + "` is outside `" + ROOT + "`",
            "put it inside: `" + ROOT + " { " + name + " { … } }`");
      } else {
        complaints.unknown(List.of(name), List.of(ROOT));
      }
    }
  }

  private void learn(Settings settings, FileReader reader) {
    Set<String> variables =
        reader.variables().stream()
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .collect(Collectors.toSet());
    vault.learn(variables);
    settings.named().forEach(vault::learn);
  }

  /** What the messages about the settings must not show: in doubt, more than other messages. */
  private Redactor redactor(FileReader reader, Optional<Settings> settings) {
    Set<String> secrets = new LinkedHashSet<>(reader.secrets());
    Stream.concat(
            Stream.of(environment), settings.map(Settings::named).stream().flatMap(List::stream))
        .flatMap(named -> named.entrySet().stream())
        .filter(each -> SecretNames.isSecret(each.getKey()))
        .forEach(each -> secrets.add(each.getValue()));
    reader
        .variables()
        .forEach(name -> Optional.ofNullable(environment.get(name)).ifPresent(secrets::add));
    return new Redactor(secrets);
  }

  private static Diagnostic redacted(Diagnostic said, Redactor redactor) {
    return new Diagnostic(
        said.code(),
        said.severity(),
        redactor.redact(said.message()),
        said.place(),
        redactor.redact(said.label()),
        said.notes().stream().map(redactor::redact).toList(),
        said.help().stream().map(redactor::redact).toList());
  }
}
