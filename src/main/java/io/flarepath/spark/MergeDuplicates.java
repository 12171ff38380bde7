package io.flarepath.spark;

import io.flarepath.spark.rows.ShownRows;
import io.flarepath.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Assignment;
import org.apache.spark.sql.catalyst.plans.logical.InsertAction;
import org.apache.spark.sql.catalyst.plans.logical.MergeAction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import scala.collection.JavaConverters;

/**
 * Finds rows of a merge's result that are too many: several that match one row of the table, and
 * several that would be inserted although they match each other.
 */
final class MergeDuplicates {

  private static final int MOST_EXAMPLES = 3;
  private static final String ROW = "flarepath_row";
  private static final String KEY = "flarepath_key_";
  private static final String ROWS = "flarepath_rows";
  private static final String MATCHING = "flarepath_matching";

  private final MergeMeeting meeting;
  private final ShownRows shown;

  /**
   * @param shown which values the examples hide
   */
  MergeDuplicates(MergeMeeting meeting, ShownRows shown) {
    this.meeting = meeting;
    this.shown = shown;
  }

  /**
   * What was found.
   *
   * @param what the rows have in common, as part of a sentence
   * @param count how many such keys, rows or pairs there are
   * @param examples some of them as JSON
   */
  record Found(String what, long count, List<String> examples) {
    Found {
      examples = List.copyOf(examples);
    }
  }

  /** Looks before anything is merged; empty where no two rows of the result are in conflict. */
  Optional<Found> find() {
    MergeCondition condition = MergeCondition.of(meeting);
    return condition.isReadable() ? ofOneKey(condition) : insertedTwice();
  }

  // ---- By keys.

  /**
   * Keys that several rows have. A key that is null in `=` matches nothing, and so is no key. Rows
   * that do not fulfil the conditions on the result alone are inserted; two of one key are wrong,
   * and one of them beside one that matches is wrong only if that one is inserted as well.
   */
  private Optional<Found> ofOneKey(MergeCondition condition) {
    Dataset<Row> keyed = keyed(condition, meeting.fresh());
    Column[] keys = keys(condition);
    Column rows = functions.col(ROWS);
    Column matching = functions.col(MATCHING);
    Dataset<Row> several =
        keyed
            .groupBy(keys)
            .agg(
                functions.count(functions.lit(1)).as(ROWS),
                functions
                    .sum(functions.when(functions.col(MATCHING), 1L).otherwise(0L))
                    .as(MATCHING))
            .filter(rows.gt(1));
    if (several.isEmpty()) {
      return Optional.empty();
    }
    Column wrong = matching.gt(1);
    Dataset<Row> found = several.filter(wrong);
    if (!meeting.inserts().isEmpty()) {
      wrong = wrong.or(rows.minus(matching).gt(1));
      Dataset<Row> mixed = several.filter(functions.not(wrong));
      found = several.filter(wrong).unionByName(bothInserted(condition, mixed));
    }
    return found(condition, found);
  }

  /** Of keys with one row that can match and one that cannot, those where neither does. */
  private Dataset<Row> bothInserted(MergeCondition condition, Dataset<Row> mixed) {
    Dataset<Row> inserted =
        keyed(condition, meeting.unmatched(meeting.fresh()))
            .filter(functions.col(MATCHING))
            .alias("inserted");
    Dataset<Row> several = mixed.alias("several");
    Column same =
        names(condition).stream()
            .map(
                key ->
                    MergeMeeting.column("several", key)
                        .eqNullSafe(MergeMeeting.column("inserted", key)))
            .reduce(Column::and)
            .orElseThrow();
    return several.join(inserted, same, "left_semi");
  }

  /** The keys of some rows, and whether a row fulfils the conditions on the result alone. */
  private static Dataset<Row> keyed(MergeCondition condition, Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    Column known = functions.lit(true);
    for (int i = 0; i < condition.keys().size(); i++) {
      MergeCondition.Key key = condition.keys().get(i);
      columns.add(key.value().as(KEY + i));
      known = key.isNullSafe() ? known : known.and(functions.col(KEY + i).isNotNull());
    }
    Column meets = condition.ofNew().orElse(functions.lit(true));
    columns.add(functions.coalesce(meets, functions.lit(false)).as(MATCHING));
    return rows.select(columns.toArray(Column[]::new)).filter(known);
  }

  private static List<String> names(MergeCondition condition) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < condition.keys().size(); i++) {
      names.add(KEY + i);
    }
    return names;
  }

  private static Column[] keys(MergeCondition condition) {
    return names(condition).stream().map(functions::col).toArray(Column[]::new);
  }

  private Optional<Found> found(MergeCondition condition, Dataset<Row> found) {
    long count = found.count();
    if (count == 0) {
      return Optional.empty();
    }
    List<String> names =
        condition.keys().stream().map(MergeCondition.Key::name).distinct().toList();
    List<Column> example = new ArrayList<>();
    for (int i = 0; i < condition.keys().size(); i++) {
      example.add(shown.shown(functions.col(KEY + i), condition.keys().get(i).name()));
    }
    example.add(functions.col(ROWS).as("count"));
    return Optional.of(
        new Found(
            "have the same " + names.stream().collect(Collectors.joining("`, `", "`", "`")),
            count,
            examples(found.select(json(example)))));
  }

  // ---- By the condition itself.

  /** Pairs of rows that are both inserted, and of which the one matches what the other inserts. */
  private Optional<Found> insertedTwice() {
    if (meeting.inserts().isEmpty()) {
      return Optional.empty();
    }
    MergeMeeting numbered = numbered();
    Dataset<Row> inserted = asInserted(numbered);
    Column each = MergeMeeting.column(MergeMeeting.NEW, ROW);
    Column other = MergeMeeting.column(MergeMeeting.OLD, ROW);
    Dataset<Row> pairs =
        inserted
            .alias(MergeMeeting.OLD)
            .join(numbered.fresh(), numbered.on().and(each.notEqual(other)))
            .select(other.as("one"), each.as("two"), json(ofResult(numbered)).as("row"));
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> unmatched =
        numbered.unmatched(numbered.fresh()).select(MergeMeeting.column(MergeMeeting.NEW, ROW));
    Dataset<Row> landing = unmatched.join(inserted.select(ROW), ROW);
    Dataset<Row> found =
        pairs
            .join(landing.withColumnRenamed(ROW, "one"), "one")
            .join(landing.withColumnRenamed(ROW, "two"), "two")
            .select("two", "row")
            .distinct();
    long count = found.count();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Found(
                "match each other, and would all be inserted",
                count,
                examples(found.select("row"))));
  }

  /** The same, with a number for each row of the result: it is kept, so they stay. */
  private MergeMeeting numbered() {
    Dataset<Row> fresh =
        meeting
            .fresh()
            .withColumn(ROW, functions.monotonically_increasing_id())
            .alias(MergeMeeting.NEW);
    return new MergeMeeting(meeting.old(), fresh, meeting.on(), meeting.inserts());
  }

  /** What the rows of the result would be in the table, each with its number. */
  private static Dataset<Row> asInserted(MergeMeeting numbered) {
    return numbered.inserts().stream()
        .map(action -> asInserted(numbered, action))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static Dataset<Row> asInserted(MergeMeeting numbered, MergeAction action) {
    Map<String, Column> values =
        action instanceof InsertAction insert
            ? JavaConverters.seqAsJavaList(insert.assignments()).stream()
                .collect(
                    Collectors.toMap(
                        MergeDuplicates::target, each -> new Column(each.value()), (a, b) -> b))
            : named(numbered.fresh());
    List<Column> columns = new ArrayList<>();
    for (StructField field : numbered.old().schema().fields()) {
      Column value =
          Optional.ofNullable(values.get(lower(field.name()))).orElse(functions.lit(null));
      columns.add(value.cast(field.dataType()).as(field.name()));
    }
    columns.add(MergeMeeting.column(MergeMeeting.NEW, ROW).as(ROW));
    Dataset<Row> rows =
        MergeMeeting.condition(action).map(numbered.fresh()::filter).orElse(numbered.fresh());
    return rows.select(columns.toArray(Column[]::new));
  }

  private static String target(Assignment assignment) {
    String[] parts = SqlText.shown(assignment.key().sql()).split("\\.", -1);
    return lower(parts[parts.length - 1]);
  }

  private static Map<String, Column> named(Dataset<Row> rows) {
    return List.of(rows.columns()).stream()
        .collect(
            Collectors.toMap(
                MergeDuplicates::lower,
                name -> MergeMeeting.column(MergeMeeting.NEW, name),
                (a, b) -> a));
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  // ---- By the table.

  /** Rows of the result that match one row of the table: asked when Spark refuses to merge them. */
  Found ofOneRow() {
    Dataset<Row> met =
        meeting
            .old()
            .withColumn(ROW, functions.monotonically_increasing_id())
            .alias(MergeMeeting.OLD)
            .join(meeting.fresh(), meeting.on())
            .select(
                MergeMeeting.column(MergeMeeting.OLD, ROW).as(ROW),
                json(ofResult(meeting)).as("row"));
    Dataset<Row> found =
        met.groupBy(ROW)
            .agg(
                functions.count(functions.lit(1)).as(ROWS),
                functions.slice(functions.collect_list("row"), 1, MOST_EXAMPLES).as("rows"))
            .filter(functions.col(ROWS).gt(1));
    Column rows = functions.concat_ws(" and ", functions.col("rows"));
    return new Found(
        "match the same row of the table", found.count(), examples(found.select(rows)));
  }

  private List<Column> ofResult(MergeMeeting meeting) {
    return List.of(meeting.fresh().columns()).stream()
        .filter(name -> !name.equals(ROW))
        .map(name -> shown.shown(MergeMeeting.column(MergeMeeting.NEW, name), name))
        .toList();
  }

  private static Column json(List<Column> columns) {
    return functions.to_json(
        functions.struct(columns.toArray(Column[]::new)), Map.of("ignoreNullFields", "false"));
  }

  private static List<String> examples(Dataset<Row> texts) {
    return texts.limit(MOST_EXAMPLES).collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
