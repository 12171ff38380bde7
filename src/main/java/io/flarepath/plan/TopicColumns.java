package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.source.DataSource;
import io.flarepath.table.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns that a topic's records are made of: a topic has no others. */
final class TopicColumns {

  private static final Set<String> TEXT = Set.of("string", "binary");

  private static final Map<String, Set<String>> TYPES =
      Map.of("key", TEXT, "value", TEXT, "body", TEXT, "topic", Set.of("string"));

  /** The column that each record must have, by the word of the format. */
  private static final Map<String, String> CONTENT = Map.of("kafka", "value", "eventhub", "body");

  private TopicColumns() {}

  static void check(SinkPlan sink, List<Column> result, Problems problems) {
    Optional<String> content = Optional.ofNullable(CONTENT.get(sink.format().word()));
    if (content.isEmpty()) {
      return;
    }
    if (find(result, content.get()).isEmpty()) {
      problems.add(
          unfit(sink, "the result `%s` has no column `%s`".formatted(sink.view(), content.get()))
              .because("the records of %s are built from it".formatted(sink.target()))
              .help("SELECT to_json(struct(*)) AS " + content.get() + " in the last step"));
    }
    TYPES.forEach(
        (name, types) ->
            find(result, name)
                .filter(column -> !types.contains(column.type().toLowerCase(Locale.ROOT)))
                .filter(column -> !name.equals("body") || content.get().equals("body"))
                .ifPresent(
                    column ->
                        problems.add(
                            unfit(
                                    sink,
                                    "the column `%s` of a record cannot be %s"
                                        .formatted(name, column.type()))
                                .help("cast it to string or binary in the last step"))));
    boolean needsTopic = sink.format().word().equals("kafka") && !namesTopic(sink);
    if (needsTopic && find(result, "topic").isEmpty()) {
      problems.add(
          unfit(sink, "the output `%s` does not name a topic to write to".formatted(sink.view()))
              .help("name it in the address, `dataos://depot:none/topic`, or in a column `topic`"));
    }
  }

  private static boolean namesTopic(SinkPlan sink) {
    boolean byAddress =
        sink.target()
            .asConnector()
            .map(DataSource.Connector::options)
            .filter(options -> options.containsKey("topic"))
            .isPresent();
    return byAddress
        || sink.output().writer().extra().keySet().stream().anyMatch("topic"::equalsIgnoreCase);
  }

  private static Optional<Column> find(List<Column> result, String name) {
    return result.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  private static Diagnostic unfit(SinkPlan sink, String what) {
    return Diagnostic.error(Code.SCHEMA_MISMATCH, what).at(sink.output().name().span());
  }
}
