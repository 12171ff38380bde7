package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A value of a YAML file with its place. Scalars are text; what the text means, a key's type says.
 */
sealed interface Yaml {

  /** Where the value stands; for a list or a map, the key that holds it, if there is one. */
  Span span();

  /** Whether nothing is written here: {@code null}, or an empty list or map. */
  boolean isEmpty();

  /** What this is, in words. */
  String words();

  /** Whether another value has the same text or items, wherever it stands. */
  default boolean saysTheSame(Yaml other) {
    if (this instanceof Scalar one && other instanceof Scalar two) {
      return one.isNull == two.isNull && one.text().equals(two.text());
    }
    if (this instanceof Sequence one && other instanceof Sequence two) {
      return one.items.size() == two.items.size()
          && IntStream.range(0, one.items.size())
              .allMatch(i -> one.items.get(i).saysTheSame(two.items.get(i)));
    }
    return this instanceof Mapping one
        && other instanceof Mapping two
        && one.entries.size() == two.entries.size()
        && IntStream.range(0, one.entries.size())
            .allMatch(i -> one.entries.get(i).saysTheSame(two.entries.get(i)));
  }

  /**
   * A single value.
   *
   * @param passage the text, every {@code ${NAME}} replaced
   * @param written the text before that, which may be shown in messages
   * @param isNull whether it is YAML's null
   */
  record Scalar(Passage passage, String written, boolean isNull, Span span) implements Yaml {

    /** Whether a variable of the text is not set, so that the text says nothing. */
    boolean isUnset() {
      return Variables.areIn(text());
    }

    String text() {
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

    private String shortened() {
      String line = written.strip().lines().findFirst().orElse("");
      return line.length() > 60 ? line.substring(0, 60) + "…" : line;
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
  }

  /** One key of a map and its value. */
  record Entry(String key, Span keySpan, Yaml value) {
    boolean saysTheSame(Entry other) {
      return key.equals(other.key) && value.saysTheSame(other.value);
    }
  }
}
