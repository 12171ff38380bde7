package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import java.util.function.BiFunction;

/**
 * {@code include "other.conf"} next to the file that includes it, through the same port as that
 * file.
 */
final class Included implements ConfigIncluder {

  private final String includer;
  private final BiFunction<String, String, ConfigObject> open;

  /**
   * @param open reads a file by its name, and receives how the name was written
   */
  Included(String includer, BiFunction<String, String, ConfigObject> open) {
    this.includer = includer;
    this.open = open;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    boolean isAbsolute = what.startsWith("/") || what.contains("://");
    int folder = includer.lastIndexOf('/') + 1;
    return open.apply(isAbsolute ? what : includer.substring(0, folder) + what, what);
  }
}
