package io.flarepath.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that their place in a text gives away: behind a user in an address, behind a name such as
 * {@code password=} in its parameters, behind {@code Bearer}.
 */
final class SecretPlaces {

  private static final Pattern USER_INFO =
      Pattern.compile(
          "\\b[a-zA-Z][a-zA-Z0-9+.-]{0,30}:(?:[a-zA-Z]{1,30}:)?//[^\\s/:@]{0,200}:(?<value>[^\\s/]{1,2000})@");
  private static final Pattern ORACLE =
      Pattern.compile("jdbc:oracle:\\w{1,10}:[^\\s/@]{1,200}/(?<value>[^\\s@]{1,2000})@");
  private static final Pattern PARAMETER =
      Pattern.compile("[?&;](?<name>[\\w.-]{2,80}+)=(?<value>[^&;\\s\"'`]+)");
  private static final Pattern QUOTED =
      Pattern.compile("(?<![\\w.-])(?<name>[\\w.-]{2,80}+)\\s?=\\s?\\\\?\"(?<value>[^\"\\\\]+)");
  private static final Pattern HEADER =
      Pattern.compile(
          "\\b(?:[Bb]earer|[Bb]asic) (?=[\\w+/.~-]{0,200}[A-Z0-9=])(?<value>[\\w+/=.~-]{8,}+)");

  private SecretPlaces() {}

  /** Which of the places that a pattern finds hold a secret. */
  private enum Names {
    ALL,
    IN_DOUBT,
    CERTAIN;

    boolean isSecret(Matcher found) {
      return switch (this) {
        case ALL -> true;
        case IN_DOUBT -> SecretNames.isSecret(found.group("name"));
        case CERTAIN -> NameCache.isCertain(found.group("name"));
      };
    }
  }

  /** A stretch of a text. */
  record Stretch(int from, int to) {}

  /** Where the secrets of addresses are. */
  static List<Stretch> in(String text) {
    List<Stretch> found = new ArrayList<>();
    if (text.indexOf('@') >= 0) {
      collect(USER_INFO, text, Names.ALL, found);
      collect(ORACLE, text, Names.ALL, found);
    }
    if (text.indexOf('=') >= 0) {
      collect(PARAMETER, text, Names.IN_DOUBT, found);
      collect(QUOTED, text, Names.CERTAIN, found);
    }
    if (text.contains("earer ") || text.contains("asic ")) {
      collect(HEADER, text, Names.ALL, found);
    }
    return found;
  }

  private static void collect(Pattern pattern, String text, Names names, List<Stretch> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      MatchResult found = matcher.toMatchResult();
      if (names.isSecret(matcher)) {
        into.add(new Stretch(matcher.start("value"), matcher.end("value")));
      } else if (found.end() > matcher.start("value")) {
        // What follows a harmless name may be a name itself.
        matcher.region(Math.max(found.start() + 1, matcher.start("value") - 1), text.length());
      }
    }
  }
}
