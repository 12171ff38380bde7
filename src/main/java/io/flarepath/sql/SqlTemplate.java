package io.flarepath.sql;

import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * SQL with places for keys, each written {@code $|name|}, quoted or not.
 *
 * <p>A key is a value: inside quotes, which belong to the user, it is escaped by the rule of those
 * quotes; outside it is a literal; in a comment nothing is put. So no value changes the SQL.
 */
public final class SqlTemplate {

  private static final Pattern PLACE = Pattern.compile("\\$\\|\\s*([^|\\s]+)\\s*\\|");

  private final Passage passage;
  private final List<Place> places;
  private final List<Surroundings> surroundings;

  private SqlTemplate(Passage passage, List<Place> places) {
    this.passage = passage;
    this.places = List.copyOf(places);
    List<SqlPart> parts = SqlPart.of(passage.text(), places);
    this.surroundings =
        places.stream().map(place -> Surroundings.of(passage.text(), place, parts)).toList();
  }

  /**
   * One place in the text.
   *
   * @param key the name between the bars
   * @param start the offset of {@code $} in the passage's text
   * @param end the offset after the closing bar
   */
  public record Place(String key, int start, int end) {}

  public static SqlTemplate of(Passage passage) {
    List<Place> places = new ArrayList<>();
    Matcher matcher = PLACE.matcher(passage.text());
    while (matcher.find()) {
      places.add(new Place(matcher.group(1), matcher.start(), matcher.end()));
    }
    return new SqlTemplate(passage, places);
  }

  public Passage passage() {
    return passage;
  }

  public List<Place> places() {
    return places;
  }

  /** The names of all keys that the text uses, in order of appearance. */
  public Set<String> keys() {
    Set<String> names = new LinkedHashSet<>();
    places.forEach(place -> names.add(place.key()));
    return names;
  }

  /** The keys of places outside of quotes and comments, where a value's type matters. */
  public Set<String> bareKeys() {
    Set<String> names = new LinkedHashSet<>();
    places(Surroundings::isBare).forEach(place -> names.add(place.key()));
    return names;
  }

  /** The places in comments, where no value is put. */
  public List<Place> inComments() {
    return places(Surroundings::isComment);
  }

  /** The places inside of single or double quotes. */
  List<Place> inStrings() {
    return places(Surroundings::isString);
  }

  private List<Place> places(Predicate<Surroundings> wanted) {
    return IntStream.range(0, places.size())
        .filter(i -> wanted.test(surroundings.get(i)))
        .mapToObj(places::get)
        .toList();
  }

  /**
   * The SQL with every place replaced, for values whose types are not known.
   *
   * @throws IllegalArgumentException if a place names a key that has no value here
   */
  public BoundSql bind(Map<String, String> values) {
    return bind(Bindings.of(values));
  }

  /**
   * The SQL with every place replaced.
   *
   * @throws IllegalArgumentException if a place names a key that has no value here
   * @throws io.flarepath.diagnostic.FlarepathException if a place is in a name in back quotes, and
   *     the value cannot be written there
   */
  public BoundSql bind(Bindings values) {
    return bind(place -> value(place, values), place -> values.literal(place.key()));
  }

  /** The SQL with samples in its places; outside of quotes as they are. */
  BoundSql bindSamples(Function<Place, String> samples) {
    return bind(samples, samples);
  }

  private BoundSql bind(Function<Place, String> values, Function<Place, String> literals) {
    StringBuilder bound = new StringBuilder();
    List<BoundSql.Replacement> replacements = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      bound.append(passage.text(), from, place.start());
      from = place.end();
      if (surroundings.get(i).isComment()) {
        bound.append(harmless(passage.text().substring(place.start(), place.end())));
        continue;
      }
      int start = bound.length();
      String value = values.apply(place);
      Span span = passage.span(place.start(), place.end());
      bound.append(surroundings.get(i).write(value, literals.apply(place), span));
      replacements.add(new BoundSql.Replacement(place, start, bound.length()));
    }
    bound.append(passage.text(), from, passage.text().length());
    return new BoundSql(bound.toString(), passage, replacements);
  }

  /** A place as it stays in a comment, which its name must not end; it keeps its length. */
  private static String harmless(String place) {
    return place.replaceAll("[*/\\\\]", "_");
  }

  private static String value(Place place, Bindings values) {
    return values
        .text(place.key())
        .orElseThrow(() -> new IllegalArgumentException("no value for the key " + place.key()));
  }

  @Override
  public String toString() {
    return passage.text();
  }
}
