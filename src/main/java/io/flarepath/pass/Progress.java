package io.flarepath.pass;

import io.flarepath.state.KeyName;
import java.util.Map;

/**
 * How far an input has been read: values, a position, ranges, as its strategy types them. It is
 * kept in the state of the output table, in one textual form.
 */
public interface Progress {

  /** Nothing to keep. */
  Progress NONE = Map::of;

  /** The entries of the state that hold it; entries of other names stay as they are. */
  Map<KeyName, String> texts();
}
