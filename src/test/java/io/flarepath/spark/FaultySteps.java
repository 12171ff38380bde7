package io.flarepath.spark;

import io.flarepath.api.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Classes of users, each with a fault of its own. */
public final class FaultySteps {

  private FaultySteps() {}

  /** Fails before it is there. */
  public static final class InConstructor implements Step {

    public InConstructor() {
      throw new IllegalStateException("no key");
    }

    @Override
    public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
      return session.emptyDataFrame();
    }
  }

  /** Fails when it is asked for rows. */
  public static final class InApply implements Step {

    @Override
    public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
      return session.range(Long.parseLong("x")).toDF();
    }
  }

  /** Gives nothing. */
  public static final class GivesNull implements Step {

    @Override
    @SuppressWarnings("NullAway") // The fault.
    public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
      return null;
    }
  }

  /** What the static initialisers of these classes leave behind. */
  private static final List<String> INITIALISED = new CopyOnWriteArrayList<>();

  static List<String> initialised() {
    return List.copyOf(INITIALISED);
  }

  /** Gives no rows. */
  private static class Empty implements Step {
    @Override
    public Dataset<Row> apply(SparkSession session, Map<String, String> params) {
      return session.emptyDataFrame();
    }
  }

  /** No step at all. */
  public static final class NoStep {
    static {
      INITIALISED.add("NoStep");
    }
  }

  /** Has no objects. */
  public abstract static class Abstract extends Empty {
    static {
      INITIALISED.add("Abstract");
    }
  }

  /** Is nobody's business. */
  static final class Hidden extends Empty {
    static {
      INITIALISED.add("Hidden");
    }
  }

  /** Wants to know more. */
  public static final class WithArgument extends Empty {
    static {
      INITIALISED.add("WithArgument");
    }

    public WithArgument(String name) {
      INITIALISED.add(name);
    }
  }

  /** Belongs to an object of another class. */
  @SuppressWarnings("ClassCanBeStatic") // The fault.
  public final class Inner extends Empty {
    public Inner() {
      INITIALISED.add("Inner");
    }
  }

  /** Fails before there is any object. */
  public static final class InInitialiser extends Empty {
    static final long SINCE = Long.parseLong("y".repeat(INITIALISED.size() + 1));
  }

  /** Needs another class. */
  public static final class Needy extends Empty {
    private final Needed needed = new Needed();

    @Override
    public String toString() {
      return needed.toString();
    }
  }

  /** What the other class needs. */
  record Needed() {}
}
