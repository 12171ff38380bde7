package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import io.flarepath.settings.SettingsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads and parses files one by one, those that they include too. */
final class FileReader {

  private static final int MOST_INCLUDES = 1_000;

  private final SettingsFiles files;
  private final Complaints complaints;
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> unreadable = new LinkedHashSet<>();
  private final List<String> secrets = new ArrayList<>();
  private final Set<String> variables = new LinkedHashSet<>();
  private boolean hasFailed;
  private int included;
  private final StringBuilder references = new StringBuilder();

  FileReader(SettingsFiles files, Complaints complaints) {
    this.files = files;
    this.complaints = complaints;
  }

  /** A file that has to be there. */
  Optional<SettingsFile> required(String name) {
    return required(name, Optional.empty());
  }

  private Optional<SettingsFile> required(String name, Optional<Span> span) {
    Optional<String> text = text(name, span);
    if (text.isEmpty() && unreadable.add(name)) {
      String message = "the settings file `" + name + "` does not exist";
      complaints.add(Diagnostic.error(Code.SETTINGS_UNREADABLE, message), span);
    }
    return text.flatMap(found -> parsed(name, found));
  }

  /** A file that may be missing. */
  Optional<SettingsFile> optional(String name) {
    return text(name, Optional.empty()).flatMap(found -> parsed(name, found));
  }

  Optional<SettingsFile> parsed(String name, String text) {
    MaskedText masked = MaskedText.of(text);
    secrets.addAll(masked.secrets());
    variables.addAll(masked.variables());
    references.append(text).append('\n');
    complaints.places().add(new Source(name, masked.text()));
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setOriginDescription(name)
            .setSyntax(name.endsWith(".json") ? ConfigSyntax.JSON : ConfigSyntax.CONF)
            .setIncluder(new Included(name, inclusionsOf(name)));
    try {
      return Optional.of(new SettingsFile(name, ConfigFactory.parseString(text, options)));
    } catch (ConfigException notHocon) {
      hasFailed = true;
      syntaxError(notHocon, masked);
      return Optional.empty();
    } catch (StackOverflowError tooDeep) {
      // The library's parser calls itself for each level, and keeps no state that could be broken.
      hasFailed = true;
      complaints.add(
          Diagnostic.error(
                  Code.SETTINGS_SYNTAX,
                  "the settings file `" + name + "` nests its values too deeply")
              .help("look for unclosed brackets"),
          Optional.empty());
      return Optional.empty();
    }
  }

  /** Whether a file could not be read or parsed, so that what it says is not known. */
  boolean hasFailed() {
    return hasFailed || !unreadable.isEmpty();
  }

  /** The secrets that the files show in plain text. */
  List<String> secrets() {
    return List.copyOf(secrets);
  }

  /** The names of the variables that secrets of the files are made of. */
  Set<String> variables() {
    return Set.copyOf(variables);
  }

  /** Whether some file uses the value of a key: {@code ${name}} or {@code ${?name.more}}. */
  boolean isReferred(String name) {
    String all = references.toString();
    return all.contains("${" + name) || all.contains("${?" + name);
  }

  private Included.Inclusion inclusionsOf(String includer) {
    return new Included.Inclusion() {
      @Override
      public ConfigObject file(String name, String written) {
        return once(name, () -> required(name, place(written)));
      }

      @Override
      public ConfigObject resource(String name) {
        String shown = "classpath:" + name;
        return once(shown, () -> FileReader.this.resource(name, shown, place(name)));
      }

      @Override
      public ConfigObject refused(String address) {
        hasFailed = true;
        complaints.add(
            Diagnostic.error(
                    Code.SETTINGS_UNREADABLE,
                    "settings are not fetched from the address `" + address + "`")
                .help("copy the file beside this one, and include it by its name"),
            place(address));
        return ConfigFactory.empty().root();
      }

      private Optional<Span> place(String written) {
        return complaints.places().text(includer, written);
      }
    };
  }

  /** The settings of an included file, unless it is being read already or there are too many. */
  private ConfigObject once(String name, Supplier<Optional<SettingsFile>> file) {
    ConfigObject nothing = ConfigFactory.empty().root();
    if (!open.add(name)) {
      return nothing;
    }
    try {
      if (++included > MOST_INCLUDES) {
        tooManyIncludes();
        return nothing;
      }
      return file.get().<ConfigObject>map(read -> read.config().root()).orElse(nothing);
    } finally {
      open.remove(name);
    }
  }

  private void tooManyIncludes() {
    if (included == MOST_INCLUDES + 1) {
      hasFailed = true;
      complaints.add(
          Diagnostic.error(
                  Code.SETTINGS_UNREADABLE,
                  "the settings include more than %,d files".formatted(MOST_INCLUDES))
              .help("look for files that include each other"),
          Optional.empty());
    }
  }

  private Optional<SettingsFile> resource(String name, String shown, Optional<Span> span) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream text = loader.getResourceAsStream(name.replaceFirst("^/", ""))) {
      if (text != null) {
        return parsed(shown, new String(text.readAllBytes(), StandardCharsets.UTF_8));
      }
      complaints.add(
          Diagnostic.error(Code.SETTINGS_UNREADABLE, "`" + name + "` is not on the class path"),
          span);
    } catch (IOException e) {
      complaints.add(
          Diagnostic.error(Code.SETTINGS_UNREADABLE, "`" + shown + "` cannot be read")
              .because(reason(e)),
          span);
    }
    unreadable.add(shown);
    return Optional.empty();
  }

  private Optional<String> text(String name, Optional<Span> span) {
    try {
      return files.text(name);
    } catch (IOException | RuntimeException e) { // A name may be no path, or no address.
      unreadable.add(name);
      String message = "the settings file `" + name + "` cannot be read";
      complaints.add(Diagnostic.error(Code.SETTINGS_UNREADABLE, message).because(reason(e)), span);
      return Optional.empty();
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void syntaxError(ConfigException error, MaskedText masked) {
    Optional<Span> span = Optional.ofNullable(error.origin()).flatMap(complaints.places()::line);
    // The parser quotes what it stumbles over, and that may be half of a password.
    boolean isSecret = span.map(at -> masked.isCovered(at.line())).orElse(false);
    String message = isSecret ? "this line is not HOCON" : SyntaxMessage.of(error);
    complaints.add(Diagnostic.error(Code.SETTINGS_SYNTAX, message), span);
  }
}
