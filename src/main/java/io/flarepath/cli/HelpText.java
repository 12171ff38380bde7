package io.flarepath.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code flarepath help} says; the texts are in the resource folder {@code help}. */
final class HelpText {

  private static final Pattern HEADING = Pattern.compile("(?m)^(Usage|[A-Z][a-z ]+)(?=:)");

  private HelpText() {}

  /** The help about one command, or the overview. Ends with a line end. */
  static String about(Optional<Verb> topic) {
    return topic
        .map(verb -> text(verb.words().replace(' ', '-')) + options(verb))
        .orElseGet(() -> text("overview") + text("options") + text("footer"));
  }

  /** The common options, without those that make no difference to the command. */
  private static String options(Verb verb) {
    return text("options")
        .lines()
        .filter(
            line ->
                Arrays.stream(CommandOption.values())
                    .filter(option -> line.contains(" --" + option.word() + " "))
                    .allMatch(option -> option.matters(verb)))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** The same text with its headings in bold, for terminals. */
  static String bold(String help) {
    return HEADING.matcher(help).replaceAll("\u001b[1m$1\u001b[0m");
  }

  private static String text(String name) {
    try (InputStream stream = HelpText.class.getResourceAsStream("help/" + name + ".txt")) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadableJar) {
      throw new UncheckedIOException(unreadableJar);
    }
  }
}
