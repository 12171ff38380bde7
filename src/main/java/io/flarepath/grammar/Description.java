package io.flarepath.grammar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the value of a key may be, as plain data: the input for what is derived from a grammar, such
 * as its schema, its reference and its suggestions, is a {@link Visitor} of descriptions. A new
 * case is a new method of the visitor, so that nothing that is derived can overlook it.
 */
public sealed interface Description
    permits Description.Single,
        Description.Word,
        Description.Items,
        Description.Texts,
        Description.Pairs,
        Description.Alternatives,
        Description.Named,
        Description.Either,
        Description.Any,
        SectionDescription {

  <R> R accept(Visitor<R> visitor);

  /** One method for each case. */
  interface Visitor<R> {
    R single(Single single);

    R word(Word word);

    R items(Items items);

    R texts(Texts texts);

    R pairs(Pairs pairs);

    R section(SectionDescription section);

    R alternatives(Alternatives alternatives);

    R named(Named named);

    R either(Either either);

    R any(Any any);
  }

  /**
   * A single value.
   *
   * @param words what it must be
   * @param shape what its text looks like
   */
  record Single(String words, Shape shape) implements Description {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.single(this);
    }
  }

  /**
   * One of several words, in any case.
   *
   * @param words what it must be
   * @param values the words, in the order in which they are shown
   */
  record Word(String words, List<String> values) implements Description {
    public Word {
      values = List.copyOf(values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.word(this);
    }
  }

  /** A list; a single item counts as a list of one. */
  record Items(Description item) implements Description {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.items(this);
    }
  }

  /**
   * A map from keys of the user's own to single values.
   *
   * @param words what it must be
   * @param isListToo whether it may be a list of small maps instead
   * @param known what is asked of the values of some keys
   * @param nested the keys whose values may be such maps
   */
  record Texts(String words, boolean isListToo, Map<String, Shape> known, Set<String> nested)
      implements Description {
    public Texts {
      known = Map.copyOf(known);
      nested = Set.copyOf(nested);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.texts(this);
    }
  }

  /**
   * A map from keys of the user's own to single values, none of which is empty; or a list of such.
   *
   * @param words what it must be
   */
  record Pairs(String words) implements Description {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pairs(this);
    }
  }

  /**
   * A section whose keys depend on the value of one of them.
   *
   * @param key the deciding key
   * @param cases the first that fits is taken; the first of all where the deciding key is missing
   * @param other what is taken where none fits
   */
  record Alternatives(String key, List<Alternative> cases, SectionDescription other)
      implements Description {
    public Alternatives {
      cases = List.copyOf(cases);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.alternatives(this);
    }
  }

  /**
   * One case of {@link Alternatives}.
   *
   * @param pattern for which values of the deciding key it is right, in any case
   */
  record Alternative(String pattern, SectionDescription section) {}

  /**
   * A section whose other keys depend on the one that names it; no other name is right.
   *
   * @param title what such sections are called, in the plural
   * @param key the key that holds the name
   * @param sections by name; in the order in which they are shown
   */
  record Named(String title, String key, Map<String, SectionDescription> sections)
      implements Description {
    public Named {
      sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.named(this);
    }
  }

  /** A single value, or a section that says the same at greater length. */
  record Either(Description single, Description section) implements Description {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.either(this);
    }
  }

  /** A value that nothing is asked of. */
  record Any() implements Description {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.any(this);
    }
  }
}
