package io.flarepath.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values in the place of {@code ${NAME}}: of other settings, or of the environment. */
final class Substitution {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??([^}]+)}");
  private static final int MANY = 100;
  private static final int MOST_CHARACTERS = 10_000_000;

  private final Map<String, String> environment;
  private final Complaints complaints;

  Substitution(Map<String, String> environment, Complaints complaints) {
    this.environment = Map.copyOf(environment);
    this.complaints = complaints;
  }

  /** The same with all references resolved; empty, and reported, where that is impossible. */
  Optional<Config> resolved(Config config) {
    if (new Expansion(new SettingsFile("", config)).characters() > MOST_CHARACTERS) {
      complaints.add(
          Diagnostic.error(
                  Code.BAD_SETTING,
                  "the references in the settings multiply to more than %,d characters"
                      .formatted(MOST_CHARACTERS))
              .help("look for values that refer several times to others that do the same"),
          Optional.empty());
      return Optional.empty();
    }
    Config known =
        config.withFallback(ConfigValueFactory.fromMap(environment, "the environment").toConfig());
    // The engine reports one missing name at a time; we go on without it to find the others.
    for (int i = 0; i < MANY; i++) {
      try {
        return Optional.of(known.resolve(ConfigResolveOptions.noSystem()));
      } catch (ConfigException.UnresolvedSubstitution unresolved) {
        Optional<String> name = name(unresolved);
        complain(unresolved, name);
        if (name.isEmpty()) {
          return Optional.empty();
        }
        known = without(known, name.get());
      } catch (ConfigException other) {
        Diagnostic problem = Diagnostic.error(Code.SETTINGS_SYNTAX, SyntaxMessage.of(other));
        complaints.add(
            problem, Optional.ofNullable(other.origin()).flatMap(complaints.places()::line));
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void complain(ConfigException error, Optional<String> name) {
    Diagnostic problem =
        name.map(
                missing ->
                    Diagnostic.error(
                            Code.UNSET_VARIABLE,
                            "`${" + missing + "}` is neither a setting nor an environment variable")
                        .help("set it, or write `${?" + missing + "}` if it is optional"))
            .orElse(
                Diagnostic.error(Code.BAD_SETTING, "a setting that refers to itself")
                    .help("write its value instead of the reference"));
    String written = name.map(missing -> "${" + missing + "}").orElse("${");
    complaints.add(
        problem,
        Optional.ofNullable(error.origin())
            .flatMap(origin -> complaints.places().text(origin, written)));
  }

  private static Optional<String> name(ConfigException error) {
    String message = Optional.ofNullable(error.getMessage()).orElse("");
    Matcher matcher = REFERENCE.matcher(message);
    return message.contains("cycle") || !matcher.find()
        ? Optional.empty()
        : Optional.of(matcher.group(1));
  }

  private static Config without(Config config, String name) {
    List<String> path = ConfigUtil.splitPath(name);
    return config.withValue(
        ConfigUtil.joinPath(path), ConfigValueFactory.fromAnyRef("missing", "nowhere"));
  }
}
