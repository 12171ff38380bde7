package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.plan.ActionPlan;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.sink.OwnFolder;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlText;
import io.flarepath.table.TableName;
import io.flarepath.workflow.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** Runs actions: as Iceberg's procedures, and as a DELETE. */
final class Actions {

  private static final String TARGET = "target";

  /** Iceberg's, which only its own room knows. */
  private static final String INVALID = "org.apache.iceberg.exceptions.ValidationException";

  private final SparkSession session;

  Actions(SparkSession session) {
    this.session = session;
  }

  /**
   * Runs an action.
   *
   * @return what it counted
   * @throws FlarepathException if it is rejected, or fails
   */
  Map<String, Long> run(ActionPlan plan) {
    return plan.action()
        .match(
            new Action.Cases<>() {
              @Override
              public Map<String, Long> rewriteDataset(Action.RewriteDataset action) {
                return call(plan, rewrite(plan, action), Actions::firstRow);
              }

              @Override
              public Map<String, Long> rewriteManifests(Action.RewriteManifests action) {
                return call(plan, rewrite(plan, action), Actions::firstRow);
              }

              @Override
              public Map<String, Long> expireSnapshots(Action.ExpireSnapshots action) {
                return call(plan, expire(plan, action), Actions::firstRow);
              }

              @Override
              public Map<String, Long> removeOrphans(Action.RemoveOrphans action) {
                new OwnFolder(session, plan).refuseOthers(action.location());
                String what = action.isDryRun() ? "orphan_files_found" : "removed_orphan_files";
                return call(plan, remove(plan, action), rows -> Map.of(what, (long) rows.size()));
              }

              @Override
              public Map<String, Long> deleteFromDataset(Action.DeleteFromDataset action) {
                return delete(plan, action);
              }
            });
  }

  /** Calls a procedure and returns the counts that it reports. */
  private Map<String, Long> call(
      ActionPlan plan, Call call, Function<List<Row>, Map<String, Long>> counting) {
    try {
      return counting.apply(session.sql(call.text()).collectAsList());
    } catch (Exception e) {
      throw new FlarepathException(failed(plan, e).because("it ran as: " + call.text()), e);
    }
  }

  private static Map<String, Long> firstRow(List<Row> rows) {
    return rows.isEmpty() ? Map.of() : counts(rows.get(0));
  }

  private static Map<String, Long> counts(Row row) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i) instanceof Number number) {
        String name = row.schema().fields()[i].name().replaceAll("_count$", "");
        counts.put(name, number.longValue());
      }
    }
    return counts;
  }

  private Map<String, Long> delete(ActionPlan plan, Action.DeleteFromDataset delete) {
    String start = "DELETE FROM %s AS %s WHERE ".formatted(plan.table().quoted(), TARGET);
    Passage where = delete.where();
    BoundSql sql = BoundSql.of(where.with(0, 0, start));
    try {
      // A command runs when it is analysed; there are no rows to fetch.
      var unused = session.sql(sql.text());
      return Map.of();
    } catch (Exception e) {
      throw new FlarepathException(
          isRejected(e)
              ? SparkFailures.located(e, sql, rejected(plan))
              : failed(plan, e).because("it ran as: " + sql.text().strip()),
          e);
    }
  }

  private static Diagnostic failed(ActionPlan plan, Exception e) {
    return (isRejected(e)
            ? rejected(plan)
            : Diagnostic.error(Code.ACTION_FAILED, plan.words() + " failed")
                .help("Spark's log has the details"))
        .because(SparkFailures.reason(e));
  }

  private static Diagnostic rejected(ActionPlan plan) {
    return Diagnostic.error(Code.ACTION_REJECTED, "Spark rejected " + plan.words());
  }

  private static boolean isRejected(Exception e) {
    return e instanceof AnalysisException
        || e instanceof ParseException
        || e instanceof IllegalArgumentException
        || e.getClass().getName().equals(INVALID);
  }

  private static Call rewrite(ActionPlan plan, Action.RewriteManifests manifests) {
    Call call = new Call(plan.table(), "rewrite_manifests");
    manifests.useCaching().ifPresent(use -> call.with("use_caching", use.toString()));
    return call;
  }

  private static Call remove(ActionPlan plan, Action.RemoveOrphans orphans) {
    Call call = new Call(plan.table(), "remove_orphan_files");
    plan.olderThan().ifPresent(time -> call.with("older_than", time(time)));
    orphans.location().ifPresent(folder -> call.with("location", SqlText.literal(folder.value())));
    call.with("dry_run", Boolean.toString(orphans.isDryRun()));
    call.with(orphans.deletes());
    return call;
  }

  private static Call rewrite(ActionPlan plan, Action.RewriteDataset rewrite) {
    Call call = new Call(plan.table(), "rewrite_data_files");
    rewrite
        .strategy()
        .ifPresent(
            how -> call.with("strategy", SqlText.literal(how.name().toLowerCase(Locale.ROOT))));
    rewrite.sortOrder().ifPresent(order -> call.with("sort_order", SqlText.literal(order.value())));
    rewrite.where().ifPresent(where -> call.with("where", SqlText.literal(where.text().strip())));
    if (!rewrite.properties().isEmpty()) {
      call.with(
          "options",
          rewrite.properties().entrySet().stream()
              .flatMap(
                  entry ->
                      Stream.of(
                          SqlText.literal(entry.getKey()),
                          SqlText.literal(entry.getValue().value())))
              .collect(Collectors.joining(", ", "map(", ")")));
    }
    return call;
  }

  /** Exactly the snapshots that are named: nothing is as old as the limit. */
  private static Call expire(ActionPlan plan, Action.ExpireSnapshots expire) {
    Call call = new Call(plan.table(), "expire_snapshots");
    call.with("older_than", time(Instant.EPOCH));
    call.with(
        "snapshot_ids",
        expire.snapshotIds().stream()
            .map(id -> id + "L")
            .collect(Collectors.joining(", ", "array(", ")")));
    call.with(expire.deletes());
    return call;
  }

  /** The zone is part of the text, so that the session's does not matter. */
  private static String time(Instant time) {
    return "TIMESTAMP " + SqlText.literal(time.toString());
  }

  /** A call of a procedure, its arguments by their names. */
  private static final class Call {

    private final String procedure;
    private final List<String> arguments = new ArrayList<>();

    private Call(TableName table, String name) {
      String catalog = SqlText.identifier(table.catalog());
      procedure = catalog + ".system." + name;
      with("table", SqlText.literal(table.quotedInCatalog()));
    }

    private void with(String argument, String value) {
      arguments.add(argument + " => " + value);
    }

    private void with(Action.Deletes deletes) {
      deletes
          .inParallel()
          .ifPresent(count -> with("max_concurrent_deletes", Integer.toString(count)));
      deletes.isStreamed().ifPresent(streams -> with("stream_results", streams.toString()));
    }

    private String text() {
      return "CALL " + procedure + "(" + String.join(", ", arguments) + ")";
    }
  }
}
