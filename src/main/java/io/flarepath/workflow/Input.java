package io.flarepath.workflow;

import io.flarepath.connector.Format;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One entry of {@code inputs}. It becomes a view of its name.
 *
 * @param origin what is read
 * @param format the format as written; without one the depot decides
 * @param schema the columns, where the rows do not tell them
 * @param options for the reader
 * @param keepsSystemColumns whether a column {@code __metadata} stays
 * @param streams whether it never ends, where that is said
 * @param incremental how to read a part at a time; without it the input is read whole
 */
public record Input(
    Located<String> name,
    Origin origin,
    Optional<Located<Format>> format,
    Optional<Schema> schema,
    Map<String, Located<String>> options,
    boolean keepsSystemColumns,
    Optional<Located<Boolean>> streams,
    Optional<Incremental> incremental) {

  public Input {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** What an input reads. */
  public sealed interface Origin {

    /** What to point at. */
    Span span();

    /** An answer for each case. */
    <R> R match(Function<Dataset, R> dataset, Function<Query, R> query);

    /**
     * One dataset.
     *
     * @param address an address {@code dataos://depot:collection/dataset} or a plain path
     */
    record Dataset(Located<String> address) implements Origin {
      @Override
      public Span span() {
        return address.span();
      }

      @Override
      public <R> R match(Function<Dataset, R> dataset, Function<Query, R> query) {
        return dataset.apply(this);
      }
    }

    /** The result of a query over the catalogs. */
    record Query(Passage sql) implements Origin {
      @Override
      public Span span() {
        return sql.span();
      }

      @Override
      public <R> R match(Function<Dataset, R> dataset, Function<Query, R> query) {
        return query.apply(this);
      }
    }
  }

  /** The same input under the job's {@code variables}. */
  public Input keepingSystemColumns(boolean keeps) {
    return new Input(name, origin, format, schema, options, keeps, streams, incremental);
  }

  /** What is told to the reader: what its format takes by default, and the options as written. */
  public Map<String, String> readerOptions(Format stored) {
    Map<String, String> written = new LinkedHashMap<>();
    options.forEach((name, value) -> written.put(name, value.value()));
    Map<String, String> all = new LinkedHashMap<>(stored.defaults(written));
    all.putAll(written);
    return all;
  }

  /** Whether it never ends. */
  public boolean isStream() {
    return streams.map(Located::value).orElse(false);
  }

  /** Where to point at when it cannot be read. */
  public Span place() {
    return origin.span();
  }
}
