package io.flarepath.spark;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Span;
import io.flarepath.spark.failure.SparkFailures;
import io.flarepath.spark.rows.TemporaryView;
import io.flarepath.spark.sql.CatalystSqlParser;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.SqlFacts;
import io.flarepath.sql.SqlParser;
import io.flarepath.sql.SqlText;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.FunctionCall;
import io.flarepath.workflow.StepCommand;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Makes the views of steps, and keeps the rows that they say are to be kept. */
final class Steps {

  private static final SqlParser PARSER = new CatalystSqlParser();
  private static final Pattern LEVEL =
      Pattern.compile("(?i)storagelevel['\"]?\\s*=?\\s*['\"](\\w+)['\"]");

  private final SparkSession session;
  private final StepFunctions functions;
  private final Kept kept = new Kept();

  Steps(SparkSession session, StepFunctions functions) {
    this.session = session;
    this.functions = functions;
  }

  /** Makes the view of a step. */
  void make(FlareStep step) {
    // Columns that are built outside a query take their settings, such as ANSI, from this one.
    SparkSession.setActiveSession(session);
    String name = step.name().value();
    Dataset<Row> rows = rows(step);
    for (FunctionCall call : step.functions()) {
      rows = applied(rows, call);
    }
    TemporaryView.make(rows, name);
    step.commands().forEach(this::obey);
  }

  /** Gives back everything that the steps of a pass have kept. */
  void release() {
    kept.releaseAll();
  }

  private Dataset<Row> rows(FlareStep step) {
    String what = "the step `" + step.name().value() + "`";
    return step.source().match(sql -> rows(sql.text(), what), own -> OwnClasses.rows(session, own));
  }

  private Dataset<Row> rows(Passage text, String what) {
    BoundSql sql = BoundSql.of(text);
    // If it is not a query, Spark rejects it and says why.
    return PARSER
        .parse(sql)
        .match(
            query -> SparkFailures.query(session, sql, what),
            cache -> cached(text, cache, what),
            command -> SparkFailures.query(session, sql, what),
            error -> SparkFailures.query(session, sql, what));
  }

  // Spark itself would compute the rows at once, also for a plan, and refuses to define a view a
  // second time, which the next pass has to do.
  private Dataset<Row> cached(Passage text, SqlFacts.Cache cache, String what) {
    if (cache.start() < text.text().length()) {
      Passage query = text.with(0, cache.start(), "");
      TemporaryView.make(SparkFailures.query(session, BoundSql.of(query), what), cache.view());
    }
    StorageLevel level = level(text.text().substring(0, cache.start()), text);
    return keep(cache.view(), cache.view(), level, text.span());
  }

  private Dataset<Row> keep(String view, String table, StorageLevel level, Span span) {
    try {
      Dataset<Row> rows = session.table(table);
      kept.keep(view, rows, level);
      return rows;
    } catch (Exception e) {
      throw new FlarepathException(
          Diagnostic.error(Code.STEP_FAILED, "the rows of `" + view + "` cannot be cached")
              .at(span)
              .because(SparkFailures.reason(e)),
          e);
    }
  }

  private static StorageLevel level(String statement, Passage text) {
    Matcher option = LEVEL.matcher(statement);
    String name = option.find() ? option.group(1).toUpperCase(Locale.ROOT) : "MEMORY_AND_DISK";
    try {
      return StorageLevel.fromString(name);
    } catch (IllegalArgumentException e) {
      throw new FlarepathException(
          Diagnostic.error(Code.STEP_FAILED, "`" + name + "` is not a storage level")
              .at(text.span(option.start(1), option.end(1)))
              .help("for example MEMORY_AND_DISK or DISK_ONLY"),
          e);
    }
  }

  private Dataset<Row> applied(Dataset<Row> rows, FunctionCall call) {
    try {
      return functions.apply(rows, call);
    } catch (FlarepathException reported) {
      throw reported;
    } catch (Exception e) {
      throw new FlarepathException(rejected(rows, call, e), e);
    }
  }

  private static Diagnostic rejected(Dataset<Row> rows, FunctionCall call, Exception e) {
    Diagnostic rejected =
        Diagnostic.error(
            Code.STEP_FAILED, "Spark rejected the function `" + call.name().value() + "`");
    Optional<Passage> expression = call.expression();
    Diagnostic located =
        expression.isPresent()
            ? SparkFailures.located(e, BoundSql.of(expression.get()), rejected)
            : rejected.because(SparkFailures.reason(e)).at(call.name().span());
    return located.because("the columns at this point are " + String.join(", ", rows.columns()));
  }

  private void obey(StepCommand command) {
    String view = command.view().value();
    command
        .<Runnable>match(persist -> () -> keep(view, persist), other -> () -> kept.release(view))
        .run();
  }

  private void keep(String view, StepCommand.Persist persist) {
    StorageLevel level = StorageLevel.fromString(persist.level().name());
    keep(view, SqlText.identifier(view), level, persist.view().span());
  }
}
