package io.flarepath.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;

/**
 * One file that has been parsed, before its references are resolved.
 *
 * @param name as the user gave it
 * @param config what it says
 */
record SettingsFile(String name, Config config) {

  /** Where the file says something about a path, as far down as it can be followed. */
  Optional<ConfigOrigin> origin(List<String> path) {
    return value(path).map(ConfigValue::origin);
  }

  /** The value at a path; empty as well where a reference hides it. */
  Optional<ConfigValue> value(List<String> path) {
    ConfigValue at = config.root();
    for (String element : path) {
      Optional<ConfigValue> next = child(at, element);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  private static Optional<ConfigValue> child(ConfigValue parent, String name) {
    try {
      return parent instanceof ConfigObject object
          ? Optional.ofNullable(object.get(name))
          : Optional.empty();
    } catch (ConfigException.NotResolved hidden) {
      return Optional.empty();
    }
  }
}
