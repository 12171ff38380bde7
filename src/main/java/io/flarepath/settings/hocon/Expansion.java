package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much text settings become when all references are resolved, at most. Thirty lines, each twice
 * the one above, would fill any memory; so this is asked before they are.
 */
final class Expansion {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??([^}]+)}");
  private static final double ENDLESS = 0;

  private final SettingsFile settings;
  private final Map<List<String>, Double> known = new HashMap<>();

  Expansion(SettingsFile settings) {
    this.settings = settings;
  }

  /** The characters of all values; a value that refers to itself counts once. */
  double characters() {
    return size(List.of());
  }

  private double size(List<String> path) {
    Double before = known.get(path);
    if (before != null) {
      return before;
    }
    known.put(path, ENDLESS);
    double size = settings.value(path).map(value -> size(value, path)).orElse(0.0);
    known.put(path, size);
    return size;
  }

  private double size(ConfigValue value, List<String> path) {
    try {
      if (value instanceof ConfigObject object) {
        double sum = 0;
        for (String name : object.keySet()) {
          List<String> longer = new ArrayList<>(path);
          longer.add(name);
          sum += name.length() + size(List.copyOf(longer));
        }
        return sum;
      }
    } catch (ConfigException.NotResolved written) {
      // A block that is merged with what a reference names; its text says which.
    }
    return ofText(value.render(ConfigRenderOptions.concise().setJson(false)));
  }

  private double ofText(String text) {
    double size = text.length();
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      size += ofReference(reference.group(1));
    }
    return size;
  }

  private double ofReference(String written) {
    try {
      return size(List.copyOf(ConfigUtil.splitPath(written)));
    } catch (ConfigException notAPath) {
      return 0;
    }
  }
}
