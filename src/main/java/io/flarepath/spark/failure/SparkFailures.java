package io.flarepath.spark.failure;

import io.flarepath.connector.RootCause;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Span;
import io.flarepath.plan.OutputPlan;
import io.flarepath.sql.BoundSql;
import io.flarepath.sql.DeepStack;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SchemaChange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** Turns Spark's exceptions into what we say to people. */
public final class SparkFailures {

  private static final Pattern CAUSED_BY = Pattern.compile("(?m)^Caused by: [\\w.$]+: (.+)$");

  private static final Pattern NULL_IN =
      Pattern.compile(
          "Null value appeared in non-nullable field:\\s*(.+?)\\s*\\R\\s*If the schema",
          Pattern.DOTALL);

  private static final Pattern OVERFLOW =
      Pattern.compile(
          "CAST_OVERFLOW_IN_TABLE_INSERT] Fail to insert a value of \"([^\"]+)\" type into the \"([^\"]+)\" type column `(.+?)` due");

  private SparkFailures() {}

  /** A diagnostic with Spark's reason, at the word in the user's SQL that Spark points at. */
  public static Diagnostic located(Exception e, BoundSql sql, Diagnostic diagnostic) {
    Optional<Refused> refused = Refused.in(e);
    if (refused.isPresent()) {
      return refused.get().insteadOf(diagnostic).at(place(refused.get(), sql));
    }
    Diagnostic located = because(e, diagnostic).at(place(e, sql));
    return replaced(sql) ? located.because("it ran as: " + sql.text().strip()) : located;
  }

  /**
   * A catalog or storage that is not reached has a cause of its own; SQL that is wrong has none.
   */
  private static Diagnostic because(Exception e, Diagnostic diagnostic) {
    Optional<RootCause> known =
        e.getCause() == null ? Optional.empty() : RootCause.known(e.getCause());
    return known
        .map(cause -> cause.explain(diagnostic))
        .orElseGet(() -> diagnostic.because(reason(e)));
  }

  /** Plans a query; reports why Spark rejects it. */
  public static Dataset<Row> query(SparkSession session, BoundSql sql, String what) {
    try {
      return planned(session, sql, what);
    } catch (FlarepathException e) {
      throw e;
    } catch (Exception e) {
      throw new FlarepathException(
          located(e, sql, Diagnostic.error(Code.STEP_FAILED, "Spark rejected " + what)), e);
    } catch (StackOverflowError e) {
      throw new FlarepathException(DeepStack.tooDeep(what).at(sql.origin().span()), e);
    }
  }

  /**
   * Plans a query.
   *
   * @throws FlarepathException if it is too deep to be optimized
   */
  public static Dataset<Row> planned(SparkSession session, BoundSql sql, String what) {
    Dataset<Row> rows = session.sql(sql.text());
    if (PlanDepth.isTooMuch(rows.queryExecution().analyzed())) {
      throw new FlarepathException(DeepStack.tooDeep(what).at(sql.origin().span()));
    }
    return rows;
  }

  /** The write failed after the result was planned: while it was computed, or written. */
  public static FlarepathException failedWhileWriting(Exception e, OutputPlan output) {
    if (e instanceof AnalysisException) {
      return new FlarepathException(
          doesNotFit(output)
              .because(RowFailure.unfit(e).orElseGet(() -> reason(e)))
              .help("cast the columns in the last step to the table's types"),
          e);
    }
    return ofNulls(e, output)
        .or(() -> ofOverflow(e, output))
        .orElseGet(() -> failedWhileComputing(e, output.output()));
  }

  private static Diagnostic doesNotFit(OutputPlan output) {
    return Diagnostic.error(
            Code.SCHEMA_MISMATCH,
            "the result `%s` does not fit the table %s".formatted(output.view(), output.table()))
        .at(output.output().name().span());
  }

  /** A value that the type of its column has no room for: Spark writes nulls nowhere by itself. */
  private static Optional<FlarepathException> ofOverflow(Exception e, OutputPlan output) {
    Matcher overflow = OVERFLOW.matcher(Optional.ofNullable(root(e).getMessage()).orElse(""));
    if (!overflow.find()) {
      return Optional.empty();
    }
    String from = overflow.group(1).toLowerCase(Locale.ROOT);
    String to = overflow.group(2).toLowerCase(Locale.ROOT);
    String column = RowFailure.path(overflow.group(3));
    return Optional.of(
        new FlarepathException(
            doesNotFit(output)
                .because(
                    "the result has values of type %s in `%s` for which %s, its type in the table, is too small"
                        .formatted(from, column, to))
                .help(
                    "filter those rows out in the last step, or write try_cast(… AS %s), which makes them null"
                        .formatted(to))
                .help(
                    "or give the column a wider type: ALTER TABLE %s ALTER COLUMN %s TYPE …"
                        .formatted(output.table(), column)),
            e));
  }

  /** The structs of a result have other fields than those of the table. */
  public static FlarepathException unfit(OutputPlan output, List<String> reasons) {
    Diagnostic unfit = doesNotFit(output);
    for (String reason : reasons) {
      unfit = unfit.because(reason);
    }
    return new FlarepathException(
        unfit
            .help("make the last step give the structs exactly the table's fields, in any order")
            .help(
                output.output().schemaChange() == SchemaChange.ADD
                    ? "new fields cannot be added to the key of a map, or without a type; fields that must not be null cannot be left out"
                    : "or add new fields to the table and leave missing ones null: `schemaChange: add` under the output's `options`"));
  }

  /** A null for a column that the table wants filled: Spark speaks of Scala there. */
  private static Optional<FlarepathException> ofNulls(Exception e, OutputPlan output) {
    Matcher nulls = NULL_IN.matcher(Optional.ofNullable(root(e).getMessage()).orElse(""));
    if (!nulls.find()) {
      return Optional.empty();
    }
    String column = nulls.group(1).strip().replaceAll("\\s*\\R\\s*", ".");
    return Optional.of(
        new FlarepathException(
            doesNotFit(output)
                .because(
                    "the result has nulls in `%s`, which must not be null in the table"
                        .formatted(column))
                .help("filter those rows out in the last step, or replace the nulls with coalesce")
                .help(
                    "or allow nulls: ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL"
                        .formatted(output.table(), column)),
            e));
  }

  static boolean isInterrupted(Throwable e) {
    return e instanceof InterruptedException || root(e) instanceof InterruptedException;
  }

  static FlarepathException interrupted(Throwable e) {
    Thread.currentThread().interrupt();
    return new FlarepathException(Diagnostic.error(Code.INTERRUPTED, "the run was interrupted"), e);
  }

  /** The rows could not be computed, or their files not be read or written. */
  public static FlarepathException failedWhileComputing(Exception e, Output output) {
    if (isInterrupted(e)) {
      return interrupted(e);
    }
    Throwable root = root(e);
    if (DeepStack.wasTooSmall(e)) {
      String what = "the result `" + output.name().value() + "`";
      return new FlarepathException(DeepStack.tooDeep(what).at(output.name().span()), e);
    }
    Optional<RootCause> known = RootCause.known(e);
    boolean storage =
        known.isPresent()
            || root instanceof java.io.IOException
            || root instanceof org.apache.hadoop.fs.FSError
            || root instanceof java.io.UncheckedIOException;
    Diagnostic failed =
        Diagnostic.error(
                storage ? Code.WRITE_FAILED : Code.JOB_FAILED,
                storage
                    ? "the files of `%s` cannot be read or written".formatted(output.name().value())
                    : "the result `%s` cannot be computed".formatted(output.name().value()))
            .at(output.name().span());
    Diagnostic explained =
        Refused.in(e)
            .map(refused -> refused.insteadOf(failed).at(output.name().span()))
            .or(() -> known.map(cause -> cause.explain(failed)))
            .orElseGet(
                () ->
                    RowFailure.of(root)
                        .map(row -> failed.because(row.why()).help(row.help()))
                        .orElseGet(() -> failed.because(reason(root))));
    return new FlarepathException(explained.help("Spark's log has the details"), e);
  }

  /** The rows of a result cannot be judged: what asks for them is wrong, or they cannot be read. */
  public static FlarepathException failedWhileJudging(Exception e, Output output) {
    if (e instanceof AnalysisException || e instanceof ParseException) {
      Diagnostic failed =
          Diagnostic.error(
              Code.STEP_FAILED,
              "the assertions of `%s` cannot be computed".formatted(output.name().value()));
      return new FlarepathException(
          Refused.in(e)
              .map(refused -> refused.insteadOf(failed))
              .orElseGet(() -> failed.because(reason(e)))
              .at(output.name().span()),
          e);
    }
    return failedWhileComputing(e, output);
  }

  /** Spark's message without its trailers: the statement, the plan, the stack. */
  public static String reason(Throwable e) {
    Optional<RowFailure> row = RowFailure.of(root(e));
    if (row.isPresent()) {
      return row.get().why();
    }
    String message =
        e instanceof ParseException parse
            ? parse.message()
            : Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    Optional<String> cause = lastCause(message);
    if (cause.isPresent()) {
      return cause.get();
    }
    String head =
        message.split("\n== SQL|;\n|\nJVM stacktrace|\nDriver stacktrace|\n\\s+at ", 2)[0];
    return head.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("; line \\d+ pos \\d+$", "");
  }

  /** The last cause in a stack trace that Spark put into the message of an aborted job. */
  private static Optional<String> lastCause(String message) {
    if (!message.startsWith("Job aborted")) {
      return Optional.empty();
    }
    Matcher causes = CAUSED_BY.matcher(message);
    Optional<String> last = Optional.empty();
    while (causes.find()) {
      last = Optional.of(causes.group(1).strip());
    }
    return last;
  }

  private static Span place(Exception e, BoundSql sql) {
    if (e instanceof SparkThrowable spark) {
      for (QueryContext context : spark.getQueryContext()) {
        if (context.startIndex() >= 0 && context.stopIndex() >= context.startIndex()) {
          return sql.span(context.startIndex(), context.stopIndex() + 1);
        }
      }
    }
    if (e instanceof AnalysisException analysis && analysis.line().isDefined()) {
      int line = (Integer) analysis.line().get();
      int column =
          analysis.startPosition().isDefined() ? (Integer) analysis.startPosition().get() : 0;
      return sql.spanAt(line, column);
    }
    return sql.origin().span();
  }

  private static boolean replaced(BoundSql sql) {
    return !sql.replacements().isEmpty();
  }

  /** Whether a failure, or one that it wraps, is of one of Spark's classes of errors. */
  public static boolean mentions(Throwable e, String errorClass) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (Optional.ofNullable(cause.getMessage()).orElse("").contains(errorClass)) {
        return true;
      }
    }
    return false;
  }

  /** What Spark wrapped. */
  public static Throwable root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null
        && cause.getCause() != cause
        && (cause instanceof SparkException || cause instanceof RuntimeException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
