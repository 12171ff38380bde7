package io.flarepath.source;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.workflow.Input;
import io.flarepath.workflow.Input.Origin;
import io.flarepath.workflow.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a workflow says of a dataset that it reads or writes.
 *
 * @param use whether it is read or written
 * @param view the name of the view that it becomes, or comes from
 * @param address an address {@code dataos://depot:collection/dataset} or a plain path
 * @param format as written
 * @param options for the reader or the writer, as written
 */
record Dataset(
    Use use,
    String view,
    Located<String> address,
    Optional<Located<Format>> format,
    Map<String, Located<String>> options) {

  /** What is done with it. */
  enum Use {
    READ("input", "options"),
    WRITE("output", "options.extraOptions");

    private final String word;
    private final String options;

    Use(String word, String options) {
      this.word = word;
      this.options = options;
    }

    /** What it is in the workflow. */
    String word() {
      return word;
    }

    /** Where its options stand. */
    String options() {
      return options;
    }
  }

  Dataset {
    options = Map.copyOf(options);
  }

  static Dataset of(Input input, Origin.Dataset origin) {
    return new Dataset(
        Use.READ, input.name().value(), origin.address(), input.format(), input.options());
  }

  static Dataset of(Output output) {
    return new Dataset(
        Use.WRITE,
        output.name().value(),
        output.dataset(),
        output.format(),
        output.writer().extra());
  }

  String text() {
    return address.value();
  }

  Span place() {
    return address.span();
  }

  /** Whether the options say themselves which table, or query, is meant. */
  boolean chooses() {
    List<String> choices = use == Use.READ ? List.of("dbtable", "query") : List.of("dbtable");
    return choices.stream().anyMatch(options::containsKey);
  }

  /** The options that pass what an address names to the engine. */
  Map<String, String> addressOptions(Format format, Address named) {
    String collection = named.realCollection().orElse("");
    return use == Use.READ
        ? format.reading(collection, named.dataset())
        : format.writing(collection, named.dataset());
  }
}
