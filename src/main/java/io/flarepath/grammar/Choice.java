package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of several words, in any case.
 *
 * @param values the words and what they mean
 * @param notYet words of the grammar that are not supported yet
 * @param hints what to do instead, by words that people try
 */
public record Choice<T>(Map<String, T> values, List<String> notYet, Map<String, String> hints)
    implements Type<T> {

  public Choice {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    notYet = List.copyOf(notYet);
    hints = Map.copyOf(hints);
  }

  public Choice(Map<String, T> values, List<String> notYet) {
    this(values, notYet, Map.of());
  }

  /** The same with what to do instead of a word that people try. */
  public Choice<T> hint(String help, String... words) {
    Map<String, String> more = new LinkedHashMap<>(hints);
    List.of(words).forEach(word -> more.put(word, help));
    return new Choice<>(values, notYet, more);
  }

  /** Every value of an enumeration, by its name. */
  public static <E extends Enum<E>> Choice<E> of(Class<E> type, String... notYet) {
    Map<String, E> values = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      values.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return new Choice<>(values, List.of(notYet));
  }

  /** Words as they are usually written. */
  public static <T> Choice<T> of(List<T> values, Function<T, String> word) {
    Map<String, T> byWord = new LinkedHashMap<>();
    values.forEach(value -> byWord.put(word.apply(value), value));
    return new Choice<>(byWord, List.of());
  }

  /** A single word that is allowed. */
  public static Choice<String> only(String word) {
    return new Choice<>(Map.of(word, word), List.of());
  }

  @Override
  public Optional<T> read(Yaml node, Reading reading) {
    Optional<Yaml.Scalar> written = node.asScalar().filter(each -> !each.isNull());
    if (written.isEmpty()) {
      reading.wrongType(words(), node);
      return Optional.empty();
    }
    Yaml.Scalar scalar = written.get();
    String word = scalar.text().strip();
    Optional<T> value =
        values.entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(word))
            .map(Map.Entry::getValue)
            .findFirst();
    if (value.isEmpty() && !scalar.isUnset()) {
      reading.problems().add(refusal(word, scalar, reading.key()));
    }
    return value;
  }

  private Diagnostic refusal(String word, Yaml.Scalar node, String key) {
    if (notYet.stream().anyMatch(word::equalsIgnoreCase)) {
      return Diagnostic.error(
              Code.NOT_SUPPORTED, "`" + key + ": " + word + "` is not supported yet")
          .at(node.span())
          .help("allowed here: " + Suggestion.quoted(values.keySet()));
    }
    List<String> known = new ArrayList<>(values.keySet());
    known.addAll(notYet);
    Diagnostic refusal =
        Diagnostic.error(Code.BAD_VALUE, node.words() + " is not a valid `" + key + "`")
            .at(node.span());
    return Optional.ofNullable(hints.get(word.toLowerCase(Locale.ROOT)))
        .map(refusal::help)
        .orElse(refusal)
        .help(
            Suggestion.nearest(word, known).isPresent()
                ? Suggestion.help(word, known)
                : Suggestion.help(word, values.keySet()));
  }

  @Override
  public String words() {
    return "one of " + Suggestion.quoted(values.keySet());
  }

  @Override
  public boolean isCompound() {
    return false;
  }

  @Override
  public Description description() {
    return new Description.Word(words(), List.copyOf(values.keySet()));
  }

  @Override
  public String written(T value) {
    return values.entrySet().stream()
        .filter(entry -> value.equals(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
