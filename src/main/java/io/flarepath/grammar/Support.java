package io.flarepath.grammar;

/** What we make of a key of the grammar. */
public enum Support {
  /** We read it and act on it. */
  USED,
  /** It changes nothing about a run, such as tags: accepted in silence. */
  IGNORED,
  /** It would change what a run does, and we do not do that yet: an error, never silence. */
  NOT_YET
}
