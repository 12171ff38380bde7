package io.flarepath.grammar;

import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A value of a YAML file with its place. Scalars are text; what the text means, a key's type says.
 */
public sealed interface Yaml {

  /** Where the value is; for a list or a map, the key that holds it, if there is one. */
  Span span();

  /** Whether nothing is written here: {@code null}, or an empty list or map. */
  boolean isEmpty();

  /** What this is, in words. */
  String words();

  /** Whether another value has the same text or items, wherever it is. */
  boolean equalsText(Yaml other);

  /** This value if it is a single one. */
  Optional<Scalar> asScalar();

  /** This value if it is a map. */
  Optional<Mapping> asMapping();

  /** The items of a list; any other value counts as a list of one. */
  List<Yaml> items();

  /** The map that this is, or the maps in this list, however deeply lists are nested. */
  List<Mapping> mappings();

  /** Every single value in here that is not null, at any depth and in order. */
  List<Scalar> scalars();

  /** The value of a key, if this is a map that has it. */
  default Optional<Yaml> at(String key) {
    return asMapping().stream()
        .flatMap(map -> map.entries().stream())
        .filter(entry -> entry.key().equals(key))
        .map(Entry::value)
        .findFirst();
  }

  /** The value of a map's only key if that is the given one; else this value. */
  default Yaml unwrapped(String key) {
    return asMapping()
        .filter(map -> map.entries().size() == 1)
        .flatMap(map -> at(key))
        .orElse(this);
  }

  /**
   * A single value.
   *
   * @param passage the text, every {@code ${NAME}} replaced
   * @param written the text before that, which may be shown in messages
   * @param isNull whether it is YAML's null
   */
  record Scalar(Passage passage, String written, boolean isNull, Span span) implements Yaml {

    private static final int LONGEST_SHOWN = 60;

    /** Whether a variable of the text is not set, so that the text says nothing. */
    public boolean isUnset() {
      return Variables.areIn(text());
    }

    public String text() {
      return passage.text();
    }

    @Override
    public boolean isEmpty() {
      return isNull;
    }

    @Override
    public String words() {
      return isNull ? "empty" : "`" + shortened() + "`";
    }

    @Override
    public boolean equalsText(Yaml other) {
      return other
          .asScalar()
          .filter(two -> isNull == two.isNull && text().equals(two.text()))
          .isPresent();
    }

    @Override
    public Optional<Scalar> asScalar() {
      return Optional.of(this);
    }

    @Override
    public Optional<Mapping> asMapping() {
      return Optional.empty();
    }

    @Override
    public List<Yaml> items() {
      return List.of(this);
    }

    @Override
    public List<Mapping> mappings() {
      return List.of();
    }

    @Override
    public List<Scalar> scalars() {
      return isNull ? List.of() : List.of(this);
    }

    private String shortened() {
      String line = written.strip().lines().findFirst().orElse("");
      return line.length() > LONGEST_SHOWN ? line.substring(0, LONGEST_SHOWN) + "…" : line;
    }
  }

  /** A list. */
  record Sequence(List<Yaml> items, Span span) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public boolean isEmpty() {
      return items.isEmpty();
    }

    @Override
    public String words() {
      return "a list";
    }

    @Override
    public boolean equalsText(Yaml other) {
      boolean isList = other.asScalar().isEmpty() && other.asMapping().isEmpty();
      return isList
          && items.size() == other.items().size()
          && IntStream.range(0, items.size())
              .allMatch(i -> items.get(i).equalsText(other.items().get(i)));
    }

    @Override
    public Optional<Scalar> asScalar() {
      return Optional.empty();
    }

    @Override
    public Optional<Mapping> asMapping() {
      return Optional.empty();
    }

    @Override
    public List<Mapping> mappings() {
      return items.stream().flatMap(item -> item.mappings().stream()).toList();
    }

    @Override
    public List<Scalar> scalars() {
      return items.stream().flatMap(item -> item.scalars().stream()).toList();
    }
  }

  /** A map; its keys are unique. */
  record Mapping(List<Entry> entries, Span span) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public boolean isEmpty() {
      return entries.isEmpty();
    }

    @Override
    public String words() {
      return "a map";
    }

    @Override
    public boolean equalsText(Yaml other) {
      return other.asMapping().filter(this::hasTheEntriesOf).isPresent();
    }

    private boolean hasTheEntriesOf(Mapping other) {
      return entries.size() == other.entries.size()
          && IntStream.range(0, entries.size())
              .allMatch(i -> entries.get(i).equalsText(other.entries.get(i)));
    }

    @Override
    public Optional<Scalar> asScalar() {
      return Optional.empty();
    }

    @Override
    public Optional<Mapping> asMapping() {
      return Optional.of(this);
    }

    @Override
    public List<Yaml> items() {
      return List.of(this);
    }

    @Override
    public List<Mapping> mappings() {
      return List.of(this);
    }

    @Override
    public List<Scalar> scalars() {
      return entries.stream().flatMap(entry -> entry.value().scalars().stream()).toList();
    }
  }

  /** One key of a map and its value. */
  record Entry(String key, Span keySpan, Yaml value) {
    boolean equalsText(Entry other) {
      return key.equals(other.key) && value.equalsText(other.value);
    }
  }
}
