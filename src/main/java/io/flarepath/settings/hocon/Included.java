package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every form of {@code include} of one file, through the same port as that file. The library's own
 * ways would read past our places and secrets, and would fetch whatever a URL names.
 */
final class Included
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderClasspath, ConfigIncluderURL {

  private static final Pattern SCHEME = Pattern.compile("(?i)([a-z][a-z0-9+.-]*):.*");
  private static final Set<String> FETCHED = Set.of("http", "https", "ftp", "jar", "mailto");

  private final String includer;
  private final Inclusion inclusion;

  /** What including means to the file that includes. */
  interface Inclusion {

    /** Reads a file by its name; {@code written} is how the user wrote it. */
    ConfigObject file(String name, String written);

    /** Reads a file on the class path. */
    ConfigObject resource(String name);

    /** Says that an address is not fetched. */
    ConfigObject refused(String address);
  }

  Included(String includer, Inclusion inclusion) {
    this.includer = includer;
    this.inclusion = inclusion;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Matcher scheme = SCHEME.matcher(what);
    if (scheme.matches() && FETCHED.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
      return inclusion.refused(what);
    }
    boolean isAbsolute = what.startsWith("/") || what.contains("://");
    int folder = includer.lastIndexOf('/') + 1;
    return inclusion.file(isAbsolute ? what : includer.substring(0, folder) + what, what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return inclusion.resource(what);
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return inclusion.refused(what.toString());
  }
}
