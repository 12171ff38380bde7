package io.flarepath.grammar;

import java.util.List;

/** Which keys a whole grammar has, for what is said of a key that is in the wrong place. */
public interface KnownKeys {

  /** The places where a key of this name belongs, in words, outermost first. */
  List<String> placesOf(String key);

  /** Whether a key is known somewhere as one that has no effect. */
  boolean isLabel(String key);
}
