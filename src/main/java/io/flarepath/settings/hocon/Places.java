package io.flarepath.settings.hocon;

import com.typesafe.config.ConfigOrigin;
import io.flarepath.diagnostic.Source;
import io.flarepath.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the position of a setting in the user's files. HOCON knows the line; the column is searched
 * for.
 */
final class Places {

  private static final int LINES_ABOVE = 3;
  private static final Pattern HIDDEN =
      Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"(?!\\s*[.=:{+])|#.*");

  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final List<SettingsFile> files = new ArrayList<>();

  void add(Source source) {
    sources.put(source.name(), source);
  }

  void add(SettingsFile file) {
    files.add(file);
  }

  /** The name of the setting, where the last file that has it names it. */
  Optional<Span> name(List<String> path) {
    return find(path).map(found -> found.span(found.start, found.end));
  }

  /** The value of the setting; its name if the value is elsewhere. */
  Optional<Span> value(List<String> path) {
    return find(path).map(Places::valueAfter);
  }

  /** The first visible character of the line that HOCON names. */
  Optional<Span> line(ConfigOrigin origin) {
    return lineOf(origin).map(Line::beginning);
  }

  /** The first occurrence of text on the line that HOCON names; else the line. */
  Optional<Span> text(ConfigOrigin origin, String text) {
    return lineOf(origin)
        .map(
            line -> {
              int at = line.text().indexOf(text);
              return at < 0
                  ? line.beginning()
                  : new Span(line.source, line.number, at + 1, text.length());
            });
  }

  /** The first occurrence of text in a file. */
  Optional<Span> text(String file, String text) {
    return Optional.ofNullable(sources.get(file))
        .filter(source -> source.text().contains(text))
        .map(source -> source.span(source.text().indexOf(text), text.length()));
  }

  private Optional<Name> find(List<String> path) {
    for (int i = files.size() - 1; i >= 0; i--) {
      Optional<ConfigOrigin> origin = files.get(i).origin(path);
      if (origin.isPresent()) {
        return origin.flatMap(this::lineOf).map(line -> nameNear(line, path));
      }
    }
    return Optional.empty();
  }

  private Optional<Line> lineOf(ConfigOrigin origin) {
    for (Source source : sources.values()) {
      Matcher matcher =
          Pattern.compile(Pattern.quote(source.name()) + ": (\\d+)").matcher(origin.description());
      if (matcher.find()) {
        return Optional.of(new Line(source, Integer.parseInt(matcher.group(1))));
      }
    }
    return Optional.empty();
  }

  /** A value may begin a few lines below its name. */
  private static Name nameNear(Line line, List<String> path) {
    for (int up = 0; up <= LINES_ABOVE && line.number - up >= 1; up++) {
      Line candidate = new Line(line.source, line.number - up);
      Optional<Name> found = candidate.find(path);
      if (found.isPresent()) {
        return found.get();
      }
    }
    Span beginning = line.beginning();
    return new Name(line, beginning.column() - 1, beginning.column() - 1 + beginning.length());
  }

  private static Span valueAfter(Name name) {
    String text = name.line.text();
    Matcher matcher =
        Pattern.compile(
                "\\s*[=:]\\s*(\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|\\[[^\\]]*]?|[^,}#\\s][^,}#]*)")
            .matcher(text)
            .region(name.end, text.length());
    if (!matcher.lookingAt()) {
      return name.span(name.start, name.end);
    }
    return name.span(
        matcher.start(1), matcher.start(1) + matcher.group(1).stripTrailing().length());
  }

  private record Line(Source source, int number) {

    String text() {
      return source.line(number);
    }

    /**
     * The last element of a path, after as many of the others as are on this line. One of the
     * others may seem to be in its name: {@code spark} in {@code "spark.sql.session.timeZone"}.
     */
    Optional<Name> find(List<String> path) {
      int from = 0;
      Optional<Name> found = Optional.empty();
      for (String element : path) {
        Matcher matcher = name(element).matcher(skeleton());
        found = Optional.empty();
        boolean isLast = element.equals(path.get(path.size() - 1));
        if (matcher.find(from) || (isLast && matcher.find(0))) {
          found = Optional.of(new Name(this, matcher.start(1), matcher.end(1)));
          from = matcher.end(1);
        }
      }
      return found;
    }

    /** The line with stars for quoted values and for its comment: no setting is named there. */
    String skeleton() {
      Matcher hidden = HIDDEN.matcher(text());
      return hidden.replaceAll(found -> "*".repeat(found.group().length()));
    }

    Span beginning() {
      if (text().isBlank() && number > 1) {
        return new Line(source, number - 1).beginning();
      }
      int first = text().length() - text().stripLeading().length();
      return new Span(source, number, first + 1, Math.max(1, text().strip().length()));
    }

    private static Pattern name(String element) {
      String bare = Pattern.quote(element);
      return Pattern.compile("(?<![\\w-])(\"" + bare + "\"|" + bare + ")(?=\\s*(?:[.=:{+]|$))");
    }
  }

  private record Name(Line line, int start, int end) {

    Span span(int from, int to) {
      return new Span(line.source, line.number, from + 1, to - from);
    }
  }
}
