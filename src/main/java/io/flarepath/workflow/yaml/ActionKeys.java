package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Passage;
import io.flarepath.grammar.Choice;
import io.flarepath.grammar.Fields;
import io.flarepath.grammar.Key;
import io.flarepath.grammar.ListOf;
import io.flarepath.grammar.MapOf;
import io.flarepath.grammar.Scalar;
import io.flarepath.grammar.Section;
import io.flarepath.grammar.Shape;
import io.flarepath.grammar.Variant;
import io.flarepath.workflow.Action;
import io.flarepath.workflow.Action.Strategy;
import io.flarepath.workflow.Moment;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The keys of an entry of {@code actions}, whose options depend on its name. */
final class ActionKeys {

  private static final String PLACE = "actions[]";

  /** The first case is taken where there is no name, and then the name alone is at fault. */
  private static final String NEVER = "[^\\s\\S]";

  private static final List<String> NAMES =
      List.of(
          "rewrite_dataset",
          "rewrite_manifests",
          "rewrite_manifest",
          "expire_snapshots",
          "remove_orphans",
          "delete_from_dataset");

  private static final Key<Located<String>> NAME =
      Key.required(
          "name", Choice.of(NAMES, Function.identity()).located(), "what to do to the table");

  private static final Key<Located<String>> INPUT =
      Key.required("input", Scalar.TEXT.located(), "the input whose table the action applies to");

  // ---- rewrite_dataset

  private static final Key<Optional<Strategy>> STRATEGY =
      Key.optional("strategy", Choice.of(Strategy.class), "`binpack` or `sort`");

  private static final Key<Optional<Located<String>>> SORT_ORDER =
      Key.optional(
              "sortOrder",
              Scalar.TEXT.located(),
              "how to sort, for example `id DESC NULLS LAST, name ASC` or `zorder(a, b)`")
          .or("sort_order");

  private static final Key<Optional<Passage>> WHERE =
      Key.optional("where", SqlType.SQL, "an SQL condition; other files are left alone");

  private static final Key<Map<String, Located<String>>> PROPERTIES =
      Key.withDefault(
          "properties",
          new MapOf(true),
          Map.<String, Located<String>>of(),
          "options of Iceberg's `rewrite_data_files`, for example `target-file-size-bytes`");

  // ---- rewrite_manifests

  private static final Key<Optional<Boolean>> USE_CACHING =
      Key.optional("useCaching", Scalar.BOOL, "whether Spark keeps the manifests in memory");

  // ---- expire_snapshots, remove_orphans

  private static final Key<Optional<Located<Moment>>> OLDER_THAN =
      Key.optional(
              "olderThan",
              Moments.MOMENT.located(),
              "anything older than this time is removed: a time, or milliseconds since 1970; a"
                  + " number"
                  + " too small to be milliseconds is read as seconds")
          .or("olderThanMillis", "olderThanTimestamp", "expireOlderThan");

  private static final Key<List<Long>> SNAPSHOT_IDS =
      Key.withDefault(
              "snapshotIds",
              ListOf.of(
                  new Scalar<>(
                      "the id of a snapshot",
                      node -> snapshotId(node.text().strip()),
                      Shape.of("\\s*[0-9]{1,19}\\s*").large())),
              List.<Long>of(),
              "the snapshots to expire, whatever their age")
          .or("expireSnapshotId");

  private static final Key<Optional<Integer>> RETAIN_LAST =
      Key.optional("retainLast", Scalar.COUNT, "how many snapshots to keep, whatever their age");

  private static final Key<Optional<Integer>> MAX_CONCURRENT_DELETES =
      Key.optional("maxConcurrentDeletes", Scalar.COUNT, "how many files to delete in parallel")
          .or("max_concurrent_deletes");

  private static final Key<Optional<Boolean>> STREAM_RESULTS =
      Key.optional(
          "streamDeleteResults",
          Scalar.BOOL,
          "whether the names of the files to delete are streamed to the driver, which needs less memory");

  private static final Key<Optional<Located<String>>> LOCATION =
      Key.optional(
          "location", Scalar.TEXT.located(), "the folder to look in, instead of the table's");

  private static final Key<Boolean> DRY_RUN =
      Key.withDefault(
          "dryRun", Scalar.BOOL, false, "whether to count the files without removing them");

  // ---- delete_from_dataset

  private static final String WHICH_ROWS =
      "which rows to delete; the table is called `target`, and the job's views can be used";

  private static final Key<Passage> WHERE_IN_OPTIONS =
      Key.required("deleteWhere", SqlType.SQL, WHICH_ROWS);

  private static final Key<Optional<Passage>> DELETE_OPTIONS =
      Key.optional(
          "options",
          Section.of(
              PLACE + ".delete_from_dataset.options",
              List.of(WHERE_IN_OPTIONS),
              fields -> fields.get(WHERE_IN_OPTIONS)),
          "an alternative place for `deleteWhere`");

  private static final Key<Optional<Passage>> DELETE_WHERE =
      Key.optional("deleteWhere", SqlType.SQL, WHICH_ROWS).needed().unless("options");

  private static final Section<Action> DELETE =
      Section.checked(
          PLACE + ".delete_from_dataset",
          List.of(NAME, INPUT, DELETE_WHERE, DELETE_OPTIONS),
          fields ->
              fields
                  .get(DELETE_WHERE)
                  .or(() -> fields.get(DELETE_OPTIONS))
                  .map(
                      where ->
                          new Action.DeleteFromDataset(
                              fields.get(NAME), Optional.of(fields.get(INPUT)), where)));

  // ---- The actions.

  /** No action; its name is at fault. */
  private static final Section<Action> OTHER =
      Section.<Action>checked(PLACE, List.of(NAME), fields -> Optional.empty()).open();

  static final Key<List<Action>> ACTIONS =
      Key.withDefault(
          "actions",
          ListOf.of(
              new Variant<>(
                  "name",
                  List.of(
                      new Variant.Case<>(NEVER, OTHER),
                      of(
                          "rewrite_dataset",
                          List.of(STRATEGY, SORT_ORDER, WHERE, PROPERTIES),
                          ActionKeys::rewriteDataset),
                      of(
                          "rewrite_manifests?",
                          List.of(USE_CACHING),
                          (target, options) ->
                              new Action.RewriteManifests(
                                  target.name(), target.input(), options.get(USE_CACHING))),
                      of(
                          "expire_snapshots",
                          List.of(
                              OLDER_THAN,
                              SNAPSHOT_IDS,
                              RETAIN_LAST,
                              MAX_CONCURRENT_DELETES,
                              STREAM_RESULTS),
                          ActionKeys::expireSnapshots),
                      of(
                          "remove_orphans",
                          List.of(
                              OLDER_THAN,
                              LOCATION,
                              DRY_RUN,
                              MAX_CONCURRENT_DELETES,
                              STREAM_RESULTS),
                          (target, options) ->
                              new Action.RemoveOrphans(
                                  target.name(),
                                  target.input(),
                                  options.get(OLDER_THAN),
                                  options.get(LOCATION),
                                  options.get(DRY_RUN),
                                  deletes(options))),
                      new Variant.Case<>("\\s*delete_from_dataset\\s*", DELETE)),
                  OTHER)),
          List.<Action>of(),
          "maintenance of tables, after the outputs are published");

  private static final Key<String> MODE =
      Key.required("mode", Choice.only("full"), "`full`: rewrites every file");

  static final Key<Optional<Located<String>>> REWRITE_DATASET =
      Key.optional(
              "rewriteDataset",
              Section.of("job.rewriteDataset", List.of(MODE), fields -> fields.get(MODE)).located(),
              "rewrites all files of the tables that the job writes, or else of those that it"
                  + " reads")
          .oldFormOf("actions");

  private ActionKeys() {}

  /** What {@code rewriteDataset} asks for. */
  static Action rewriteAll(Located<String> mode) {
    return new Action.RewriteDataset(
        mode.map(full -> "rewriteDataset"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of("rewrite-all", mode.map(full -> "true")));
  }

  /** Which action on which input's table. */
  private record Target(Located<String> name, Optional<Located<String>> input) {}

  /** An action whose options may all be left out. */
  private static Variant.Case<Action> of(
      String pattern, List<Key<?>> keys, BiFunction<Target, Fields, Action> action) {
    String path = PLACE + "." + pattern.replace("?", "");
    Section<Function<Target, Action>> section =
        Section.of(path + ".options", keys, fields -> target -> action.apply(target, fields));
    Key<Optional<Function<Target, Action>>> options =
        Key.optional("options", section, "options of the action");
    return new Variant.Case<>(
        "\\s*" + pattern + "\\s*",
        Section.checked(
            path,
            List.of(NAME, INPUT, options),
            fields ->
                fields
                    .get(options)
                    .or(() -> section.read(fields.nothing(), fields.reading()))
                    .map(
                        how ->
                            how.apply(
                                new Target(fields.get(NAME), Optional.of(fields.get(INPUT)))))));
  }

  private static Action rewriteDataset(Target target, Fields options) {
    return new Action.RewriteDataset(
        target.name(),
        target.input(),
        options.get(STRATEGY),
        options.get(SORT_ORDER),
        options.get(WHERE),
        options.get(PROPERTIES));
  }

  private static Action expireSnapshots(Target target, Fields options) {
    return new Action.ExpireSnapshots(
        target.name(),
        target.input(),
        options.get(OLDER_THAN),
        options.get(SNAPSHOT_IDS),
        number(options.get(RETAIN_LAST)),
        deletes(options));
  }

  private static Action.Deletes deletes(Fields options) {
    return new Action.Deletes(
        number(options.get(MAX_CONCURRENT_DELETES)), options.get(STREAM_RESULTS));
  }

  private static OptionalInt number(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static Optional<Long> snapshotId(String text) {
    return text.matches("[0-9]{1,19}") && new BigInteger(text).bitLength() < Long.SIZE
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }
}
