package io.flarepath.settings.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.settings.SettingsFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Paths in a settings file start from the folder of that file, so that it means the same from
 * wherever Flarepath is started. The embedded default is no file: its paths start from the working
 * directory. Where only the path from the working directory leads to something, which was the
 * meaning in earlier versions, it is kept, with a warning. Values with {@code ${…}} stay as they
 * are.
 */
record RelativePaths(SettingsFiles files, Complaints complaints) {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final Pattern ABSOLUTE = Pattern.compile("/.*|[a-zA-Z][a-zA-Z0-9+.-]*:.*|~.*");

  /** The file with paths that start from the working directory. */
  SettingsFile resolved(SettingsFile file) {
    if (file.name().contains("://")) {
      return file;
    }
    Optional<Path> folder = Optional.ofNullable(Path.of(file.name()).getParent());
    if (folder.isEmpty()) {
      return file;
    }
    Config config = file.config();
    for (List<String> path : paths(file)) {
      Optional<ConfigValue> value = file.value(path).filter(RelativePaths::isText);
      if (value.isPresent()) {
        String written = String.valueOf(value.get().unwrapped());
        String joined = joined(folder.get(), written, path);
        if (!joined.equals(written)) {
          config =
              config.withValue(
                  ConfigUtil.joinPath(path),
                  ConfigValueFactory.fromAnyRef(joined).withOrigin(value.get().origin()));
        }
      }
    }
    return new SettingsFile(file.name(), config);
  }

  private static boolean isText(ConfigValue value) {
    try {
      return value.valueType() == ConfigValueType.STRING;
    } catch (ConfigException.NotResolved refersToAnother) {
      return false;
    }
  }

  private static List<List<String>> paths(SettingsFile file) {
    List<List<String>> paths = new ArrayList<>();
    names(file, "depots").forEach(depot -> paths.add(of("depots", depot, "root")));
    for (String catalog : names(file, "catalogs")) {
      paths.add(of("catalogs", catalog, "uri"));
      paths.add(of("catalogs", catalog, "warehouse"));
    }
    paths.add(of("run", "log-dir"));
    paths.add(of("run", "record-dir"));
    return paths;
  }

  private static List<String> of(String... names) {
    List<String> path = new ArrayList<>(List.of("flarepath"));
    path.addAll(List.of(names));
    return path;
  }

  private static List<String> names(SettingsFile file, String block) {
    return file.value(of(block)).isPresent()
            && file.value(of(block)).get() instanceof ConfigObject object
        ? List.copyOf(object.keySet())
        : List.of();
  }

  private String joined(Path folder, String written, List<String> path) {
    boolean isSqlite = written.startsWith(SQLITE);
    String scheme = isSqlite ? SQLITE : "";
    String plain = written.substring(scheme.length());
    boolean isUri = path.get(path.size() - 1).equals("uri");
    if (isUri != isSqlite || plain.isBlank() || ABSOLUTE.matcher(plain).matches()) {
      return written;
    }
    try {
      String joined = folder.resolve(plain).normalize().toString();
      if (!joined.equals(plain) && !files.isThere(joined) && files.isThere(plain)) {
        complaints.add(
            fromTheWorkingDirectory(plain, joined, folder), complaints.places().value(path));
        return written;
      }
      return scheme + joined;
    } catch (InvalidPathException noPath) {
      return written;
    }
  }

  private static Diagnostic fromTheWorkingDirectory(String plain, String joined, Path folder) {
    return Diagnostic.warning(
            Code.BAD_SETTING, "`" + plain + "` is resolved against the working directory")
        .because(
            "paths in a settings file are relative to that file's folder, but nothing exists at "
                + joined)
        .help(
            "write `%s`, or a full path"
                .formatted(folder.toAbsolutePath().relativize(Path.of(plain).toAbsolutePath())));
  }
}
