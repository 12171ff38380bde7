package io.flarepath.workflow.yaml;

import java.util.List;

/**
 * What must hold among the keys of a section, for whoever cannot ask its reader, such as an editor.
 */
sealed interface Demand {

  /** At least one of the keys is there. */
  record AnyOf(List<String> keys) implements Demand {
    public AnyOf {
      keys = List.copyOf(keys);
    }
  }

  /** At most one of the two is there. */
  record NotBoth(String one, String other) implements Demand {}

  /** If a key has one of these values, at least one of the others is there. */
  record When(String key, List<String> values, List<String> needed) implements Demand {
    public When {
      values = List.copyOf(values);
      needed = List.copyOf(needed);
    }
  }

  /** If a key has a value, at least one of the others is written. */
  record Needs(String key, List<String> others) implements Demand {
    public Needs {
      others = List.copyOf(others);
    }
  }

  static Demand needs(String key, String... others) {
    return new Needs(key, List.of(others));
  }

  static Demand anyOf(String... keys) {
    return new AnyOf(List.of(keys));
  }

  static Demand notBoth(String one, String other) {
    return new NotBoth(one, other);
  }

  static Demand when(String key, List<String> values, String... needed) {
    return new When(key, values, List.of(needed));
  }
}
