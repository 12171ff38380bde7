package io.flarepath.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays files over each other: what a later one says wins. A catalog whose {@code type}, or a depot
 * whose {@code kind}, a later file states is not mixed with the earlier one of that name: a Glue
 * catalog with the address of a database left in it would be neither.
 */
final class Layers {

  private static final Map<String, List<String>> IDENTITY =
      Map.of("catalogs", List.of("type", "catalog-impl"), "depots", List.of("kind"));

  private Layers() {}

  static Config merged(List<SettingsFile> files) {
    Config merged = ConfigFactory.empty();
    for (SettingsFile file : files) {
      merged = file.config().withFallback(withoutReplaced(merged, file));
    }
    return merged;
  }

  private static Config withoutReplaced(Config earlier, SettingsFile later) {
    Config kept = earlier;
    for (Map.Entry<String, List<String>> block : IDENTITY.entrySet()) {
      for (String name : names(later, block.getKey())) {
        if (block.getValue().stream().anyMatch(key -> states(later, block.getKey(), name, key))) {
          kept = kept.withoutPath(ConfigUtil.joinPath("flarepath", block.getKey(), name));
        }
      }
    }
    return kept;
  }

  private static List<String> names(SettingsFile file, String block) {
    Optional<ConfigValue> value = file.value(List.of("flarepath", block));
    return value.isPresent() && value.get() instanceof ConfigObject object
        ? List.copyOf(object.keySet())
        : List.of();
  }

  private static boolean states(SettingsFile file, String block, String name, String key) {
    return file.value(List.of("flarepath", block, name, key)).isPresent();
  }
}
