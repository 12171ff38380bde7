package io.flarepath.pass;

import io.flarepath.state.KeyName;

/**
 * One of the values by which a slice is known.
 *
 * @param value as it is put into SQL, properties and reports
 * @param origin where the value came from
 */
public record SliceKey(KeyName name, String value, Origin origin) {

  /** Where a value came from. */
  public enum Origin {
    STATE("from the state"),
    DEFAULT("the default"),
    SQL("from its SQL"),
    GIVEN("given on the command line"),
    SOURCE("from the source");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /** In a few words. */
    public String words() {
      return words;
    }
  }
}
