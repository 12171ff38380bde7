package io.flarepath.grammar;

import java.util.List;

/** The keys of a whole grammar, for messages about a key in the wrong place. */
public interface KnownKeys {

  /** The places where a key of this name belongs, in words, outermost first. */
  List<String> placesOf(String key);

  /** Whether a key is known somewhere as one that has no effect. */
  boolean isLabel(String key);
}
