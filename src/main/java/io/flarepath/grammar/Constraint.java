package io.flarepath.grammar;

import java.util.List;

/**
 * What must hold among the keys of a section, for tools that cannot call its reader. It does not
 * make the reader check anything: the section's maker does, and says it in its words.
 */
public sealed interface Constraint {

  <R> R accept(Visitor<R> visitor);

  /** One method for each case. */
  interface Visitor<R> {
    R anyOf(AnyOf anyOf);

    R notBoth(NotBoth notBoth);

    R when(When when);

    R needs(Needs needs);
  }

  /** At least one of the keys has a value. */
  record AnyOf(List<String> keys) implements Constraint {
    public AnyOf {
      keys = List.copyOf(keys);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.anyOf(this);
    }
  }

  /** At most one of the two has a value. */
  record NotBoth(String one, String other) implements Constraint {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.notBoth(this);
    }
  }

  /** If a key has one of these values, at least one of the others has a value. */
  record When(String key, List<String> values, List<String> needed) implements Constraint {
    public When {
      values = List.copyOf(values);
      needed = List.copyOf(needed);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.when(this);
    }
  }

  /** If a key has a value, at least one of the others is written. */
  record Needs(String key, List<String> others) implements Constraint {
    public Needs {
      others = List.copyOf(others);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.needs(this);
    }
  }

  static Constraint anyOf(String... keys) {
    return new AnyOf(List.of(keys));
  }

  static Constraint notBoth(String one, String other) {
    return new NotBoth(one, other);
  }

  static Constraint when(String key, List<String> values, String... needed) {
    return new When(key, values, List.of(needed));
  }

  static Constraint needs(String key, String... others) {
    return new Needs(key, List.of(others));
  }
}
