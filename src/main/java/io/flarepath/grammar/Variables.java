package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} by the value of a variable; an unset one is a problem. */
public final class Variables {

  private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.]*)}");

  private final Map<String, String> values;

  public Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Whether text still contains variables, which are then not set. */
  public static boolean areIn(String text) {
    return PLACE.matcher(text).find();
  }

  /** The text with every variable replaced; what is unset stays as it is written. */
  Passage replaceIn(Passage written, Problems problems) {
    Matcher matcher = PLACE.matcher(written.text());
    if (!matcher.find()) {
      return written;
    }
    Passage replaced = written;
    List<MatchResult> places = matcher.reset().results().toList();
    // From the last to the first, so that the offsets of those before stay right.
    for (int i = places.size() - 1; i >= 0; i--) {
      MatchResult place = places.get(i);
      Optional<String> value = Optional.ofNullable(values.get(place.group(1)));
      if (value.isEmpty()) {
        problems.add(unset(place, written));
      } else {
        replaced = replaced.with(place.start(), place.end(), value.get());
      }
    }
    return replaced;
  }

  private Diagnostic unset(MatchResult place, Passage written) {
    String name = place.group(1);
    Diagnostic unset =
        Diagnostic.error(Code.UNSET_VARIABLE, "the variable `" + name + "` is not set")
            .at(written.span(place.start(), place.end()))
            .because("`${NAME}` is replaced with an environment variable or a Java system property")
            .help("set it before the run, for example `export " + name + "=…`");
    return Suggestion.nearest(name, values.keySet())
        .map(near -> unset.help("did you mean `" + near + "`, which is set?"))
        .orElse(unset);
  }
}
