package io.flarepath.pass;

import io.flarepath.state.KeyName;
import io.flarepath.state.State;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known, afterwards and without an engine, of an input and of what was read of it. */
public interface Past {

  /** The current state in the output table. */
  State state();

  /** A key of the last slice that was published, if the state is still what that publish set. */
  Optional<String> lastKey(KeyName name);

  /** The input's source, for people. */
  String source();

  /** The type of a column of the source, as the engine's SQL writes it. */
  Optional<String> typeOf(String column);

  /** The greatest value of a column of the source, from its files' statistics alone. */
  OptionalLong newest(String column);

  Instant now();

  /** The session's time zone. */
  ZoneId zone();
}
