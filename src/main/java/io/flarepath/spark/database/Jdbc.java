package io.flarepath.spark.database;

import io.flarepath.connector.JdbcDrivers;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Span;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.SessionZones;
import io.flarepath.plan.SinkPlan;
import io.flarepath.source.DataSource;
import io.flarepath.spark.failure.ExternalFailure;
import io.flarepath.spark.lineage.FilterTimes;
import io.flarepath.spark.rows.AxisValues;
import io.flarepath.window.Axis;
import io.flarepath.window.AxisValue;
import io.flarepath.window.LocalTimes;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.jdbc.JDBCOptions;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** One table of a database, or one query. */
public final class Jdbc {

  /** Options of reading by several connections, or of other types: not for a single value. */
  private static final Set<String> OF_WHOLE_READS =
      Set.of("partitioncolumn", "lowerbound", "upperbound", "numpartitions", "query", "dbtable");

  private final SparkSession session;
  private final Span span;
  private final boolean isJdbc;
  private final Map<String, String> options = new HashMap<>();

  private Jdbc(
      SparkSession session,
      Span span,
      DataSource.Connector source,
      Map<String, Located<String>> written) {
    this.isJdbc = source.isDatabase();
    this.session = session;
    this.span = span;
    source.options().forEach((name, value) -> options.put(lower(name), value));
    written.forEach((name, value) -> options.put(lower(name), value.value()));
  }

  public static Jdbc of(SparkSession session, InputPlan input, DataSource.Connector source) {
    return new Jdbc(session, input.input().place(), source, input.input().options());
  }

  public static Jdbc of(SparkSession session, SinkPlan sink, DataSource.Connector target) {
    Map<String, Located<String>> written = new HashMap<>(sink.output().writer().extra());
    sink.output().writer().driver().ifPresent(name -> written.put("driver", name));
    return new Jdbc(session, sink.output().dataset().span(), target, written);
  }

  public Dataset<Row> rows(DataFrameReader reader) {
    // Drivers that came by --packages are found by their class only.
    driver().ifPresent(name -> reader.option("driver", name));
    Map<String, String> all = new HashMap<>(options);
    driver().ifPresent(name -> all.put("driver", name));
    JdbcQuotes.check(new JDBCOptions(ScalaMap.of(all)), span);
    Dataset<Row> rows = reader.format("jdbc").load();
    oneTimeZone(Code.INPUT_UNREADABLE, "read", rows);
    return rows;
  }

  /**
   * The greatest value of a column on its axis, which the database finds; empty when there are no
   * rows.
   *
   * @param column its name in the rows
   * @param type its type in the rows; databases may give a maximum another type
   */
  public Optional<AxisValue> newest(String column, DataType type) {
    DataFrameReader reader = session.read().format("jdbc");
    options.forEach(
        (name, value) -> {
          if (!OF_WHOLE_READS.contains(name)) {
            reader.option(name, value);
          }
        });
    driver().ifPresent(name -> reader.option("driver", name));
    String from =
        options.containsKey("query")
            ? "(" + options.get("query") + ") flarepath_rows"
            : options.getOrDefault("dbtable", "");
    String quoted = JdbcDialects.get(url()).quoteIdentifier(column);
    Row row =
        reader
            .option("query", "SELECT max(" + quoted + ") AS flarepath_newest FROM " + from)
            .load()
            .select(functions.col("flarepath_newest").cast(type))
            .first();
    return row.isNullAt(0) ? Optional.empty() : Optional.of(AxisValues.of(row.get(0)));
  }

  /** Whether the database's own maximum is the rows' maximum: not where types are changed. */
  public boolean canTellNewest() {
    return isJdbc && !options.containsKey("customschema");
  }

  /** Whether the table is there. */
  public boolean isThere() {
    DataFrameReader reader = session.read().format("jdbc");
    options.forEach(reader::option);
    driver().ifPresent(name -> reader.option("driver", name));
    try {
      return reader.load().columns().length > 0;
    } catch (Exception e) {
      if (ExternalFailure.isMissingTable(e)) {
        return false;
      }
      throw e;
    }
  }

  /** The driver's class, if it is not given. */
  public Optional<String> driver() {
    return options.containsKey("driver")
        ? Optional.empty()
        : JdbcDrivers.of(url())
            .map(JdbcDrivers.Driver::className)
            .filter(name -> isThere(name, session.sparkContext().getClass().getClassLoader()));
  }

  private static boolean isThere(String className, ClassLoader fallback) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      Class.forName(className, false, context == null ? fallback : context);
      return true;
    } catch (ClassNotFoundException notThere) {
      return false;
    }
  }

  private String url() {
    return options.getOrDefault("url", "");
  }

  /**
   * Drivers read times in the zone of Java, and Spark pushes a window's bounds down in the zone of
   * the session. Where the two differ, a window would select other rows than it says.
   */
  public void oneTimeZone(Code fault, String done, Dataset<Row> rows) {
    boolean hasTimes =
        Arrays.stream(rows.schema().fields())
            .anyMatch(field -> field.dataType().equals(DataTypes.TimestampType));
    ZoneId java = TimeZone.getDefault().toZoneId();
    ZoneId ours = ZoneId.of(session.conf().get(SessionZones.SETTING));
    if (hasTimes && !java.getRules().equals(ours.getRules())) {
      throw new FlarepathException(
          Diagnostic.error(
                  fault,
                  "times of this database would be %s in a time zone other than the session's"
                      .formatted(done))
              .at(span)
              .because(
                  "the JDBC driver uses the JVM's time zone, %s, but the session uses %s"
                      .formatted(java, ours))
              .help(
                  "start Java with -Duser.timezone=%s, on the executors too".formatted(ours)
                      + " (spark.driver.extraJavaOptions, spark.executor.extraJavaOptions)"));
    }
  }

  /**
   * Stops where a database would be asked for rows by a time that occurs twice: Spark writes such a
   * time without its offset from UTC, so the database may take it for the other one.
   */
  public void oneMeaning(Dataset<Row> selected) {
    if (!isJdbc) {
      return;
    }
    ZoneId zone = ZoneId.of(session.conf().get(SessionZones.SETTING));
    FilterTimes.of(selected.queryExecution().optimizedPlan()).stream()
        .map(time -> LocalDateTime.ofInstant(time, zone))
        .filter(local -> LocalTimes.isAmbiguous(local, zone))
        .findFirst()
        .ifPresent(
            local -> {
              String time = Axis.LOCAL_TIMESTAMP.text(Axis.LOCAL_TIMESTAMP.value(local));
              throw new FlarepathException(
                  Diagnostic.error(
                          Code.INPUT_UNREADABLE,
                          "cannot query the database by %s: this local time occurs twice in %s"
                              .formatted(time, zone))
                      .at(span)
                      .because("Spark writes times for databases without their offset from UTC")
                      .help(
                          "run the job in UTC, where every time occurs once: `spark.sql.session.timeZone` under `sparkConf`")
                      .help("or use windows that do not begin or end there"));
            });
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
