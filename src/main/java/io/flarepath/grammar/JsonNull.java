package io.flarepath.grammar;

/** Represents null in a document of JSON, since a map of Java cannot hold it. */
public enum JsonNull {
  NULL
}
