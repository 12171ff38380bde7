package io.flarepath.workflow;

import io.flarepath.diagnostic.Located;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of {@code inputs}. It becomes a view of its name.
 *
 * @param dataset an address {@code dataos://depot:collection/dataset} or a plain path
 * @param format the format as written; without one the depot decides
 * @param options for the reader
 * @param incremental how to read a part at a time; without it the input is read whole
 */
public record Input(
    Located<String> name,
    Located<String> dataset,
    Optional<Located<Format>> format,
    Map<String, Located<String>> options,
    Optional<Incremental> incremental) {

  public Input {
    options = Map.copyOf(options);
  }
}
