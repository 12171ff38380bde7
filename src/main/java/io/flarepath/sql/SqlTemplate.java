package io.flarepath.sql;

import io.flarepath.diagnostic.Passage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with places for keys, each written {@code $|name|}, quoted or not. Binding is plain text, as
 * in Flare: the quotes around a place belong to the user.
 */
public final class SqlTemplate {

  private static final Pattern PLACE = Pattern.compile("\\$\\|\\s*([^|\\s]+)\\s*\\|");

  private final Passage passage;
  private final List<Place> places;

  private SqlTemplate(Passage passage, List<Place> places) {
    this.passage = passage;
    this.places = List.copyOf(places);
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

  /**
   * The SQL with every place replaced.
   *
   * @throws IllegalArgumentException if a place names a key that has no value here
   */
  public BoundSql bind(Map<String, String> values) {
    return bind(place -> value(place, values));
  }

  /** The SQL with every place replaced by what the function says of it. */
  BoundSql bind(Function<Place, String> values) {
    String text = passage.text();
    StringBuilder bound = new StringBuilder();
    List<BoundSql.Replacement> replacements = new ArrayList<>();
    int from = 0;
    for (Place place : places) {
      String value = values.apply(place);
      bound.append(text, from, place.start());
      int start = bound.length();
      bound.append(value);
      replacements.add(new BoundSql.Replacement(place, start, bound.length()));
      from = place.end();
    }
    bound.append(text, from, text.length());
    return new BoundSql(bound.toString(), passage, replacements);
  }

  private static String value(Place place, Map<String, String> values) {
    String value = values.get(place.key());
    if (value == null) {
      throw new IllegalArgumentException("no value for the key " + place.key());
    }
    return value;
  }

  @Override
  public String toString() {
    return passage.text();
  }
}
