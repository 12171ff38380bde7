package io.flarepath.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.flarepath.api.LargeOrders;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import io.flarepath.function.Functions;
import io.flarepath.workflow.FlareJob;
import io.flarepath.workflow.FlareStep;
import io.flarepath.workflow.yaml.WorkflowReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("spark")
class StepsTest {

  private final SparkSession session =
      SparkSession.builder()
          .master("local[2]")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "localhost")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "1")
          .getOrCreate()
          .newSession();

  private final Steps steps = new Steps(session, Functions::apply);

  @BeforeEach
  void hasOrders() {
    session
        .sql("select * from values (1, 50, ' a '), (2, 150, null) t(id, amount, note)")
        .createOrReplaceTempView("orders");
  }

  @Test
  void appliesFunctionsInOrderBeforeItMakesTheView() {
    make(
        "{name: clean, sql: select * from orders, functions: [{name: rename, column: id, asColumn:"
            + " key}, {name: trim, column: note}, {name: drop, columns: [amount, id]}]}");

    assertThat(rows("clean")).containsExactly("[1,a]", "[2,null]");
  }

  @Test
  void aStepMayShadowTheViewThatItReads() {
    make("{name: orders, sql: select id from orders where amount > 100}");

    assertThat(rows("orders")).containsExactly("[2]");
  }

  @Test
  void aFunctionThatSparkRejectsIsToldAtItsName() {
    Diagnostic told =
        refusal(
            "{name: x, sql: select * from orders, functions: [{name: snake_case}, {name: flatten,"
                + " column: id, asColumn: y}]}");

    assertThat(told.code()).isEqualTo(Code.STEP_FAILED);
    assertThat(told.message()).isEqualTo("Spark rejected the function `flatten`");
    assertThat(marked(told)).isEqualTo("flatten");
    assertThat(told.notes().get(0)).contains("UNEXPECTED_INPUT_TYPE");
    assertThat(told.notes()).last().isEqualTo("the columns at this point are id, amount, note");
  }

  @Test
  void aRejectedExpressionIsToldAtTheWordInIt() {
    Diagnostic told =
        refusal(
            "{name: x, sql: select * from orders, functions: [{name: set_variable, column: y,"
                + " expression: amount * prize}]}");

    assertThat(told.message()).isEqualTo("Spark rejected the function `set_variable`");
    assertThat(marked(told)).isEqualTo("prize");
  }

  @Test
  void aMissingColumnIsToldAtItsName() {
    Diagnostic told =
        refusal("{name: x, sql: select * from orders, functions: [{name: trim, column: notes}]}");

    assertThat(marked(told)).isEqualTo("notes");
    assertThat(told.help()).containsExactly("did you mean `note`?");
  }

  @Test
  void sqlFromAFileIsToldInThatFile() {
    Diagnostic told = refusal("{name: x, sqlFile: sql/broken.sql}");

    assertThat(told.place().orElseThrow()).hasToString("sql/broken.sql:2:10");
    assertThat(marked(told)).isEqualTo("nope");
  }

  @Test
  void persistKeepsRowsAtItsLevelUntilTheEnd() {
    make(
        "{name: a, sql: select * from orders where id = 1, commands: [{name: persist, mode:"
            + " disk_only}, {name: persist, sequenceName: orders}]}");

    assertThat(session.table("a").storageLevel()).isEqualTo(StorageLevel.DISK_ONLY());
    assertThat(session.table("orders").storageLevel())
        .as("by default")
        .isEqualTo(StorageLevel.MEMORY_AND_DISK());

    steps.release();
    assertThat(session.table("a").storageLevel()).isEqualTo(StorageLevel.NONE());
    assertThat(session.table("orders").storageLevel()).isEqualTo(StorageLevel.NONE());
  }

  @Test
  void commandsAreObeyedInTheirOrder() {
    make("{name: a, sql: select * from orders, commands: [{name: persist}, {name: unpersist}]}");
    assertThat(session.table("a").storageLevel()).isEqualTo(StorageLevel.NONE());

    make("{name: b, sql: select * from a, commands: [{name: unpersist}, {name: persist}]}");
    assertThat(session.table("b").storageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
    steps.release();
  }

  @Test
  void aViewThatShadowsAnotherIsKeptInItsPlace() {
    make("{name: a, sql: select * from orders, commands: [{name: persist}]}");
    make("{name: a, sql: select id from a, commands: [{name: persist}]}");

    assertThat(session.table("a").storageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
    assertThat(rows("a")).containsExactly("[1]", "[2]");
    steps.release();
    assertThat(session.table("a").storageLevel()).isEqualTo(StorageLevel.NONE());
  }

  @Test
  void functionsKeepToTheSettingsOfTheJob() {
    session.conf().set("spark.sql.ansi.enabled", "true");
    make("{name: a, sql: select 'x' x, functions: [{name: set_type, columns: {x: int}}]}");

    assertThatThrownBy(() -> rows("a")).hasMessageContaining("CAST_INVALID_INPUT");
  }

  @Test
  void releaseLeavesAloneWhatOthersKeep() {
    Dataset<Row> others = session.sql("select 'not ours'").persist();
    make("{name: a, sql: select * from orders, commands: [{name: persist}]}");

    steps.release();

    assertThat(others.storageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
    var unused = others.unpersist();
  }

  @Test
  void cacheTableKeepsAViewWithoutComputingIt() {
    make("{name: kept, sql: 'CACHE TABLE orders'}");

    assertThat(session.table("orders").storageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
    assertThat(rows("kept")).as("the step's view shows what it keeps").hasSize(2);
    steps.release();
    assertThat(session.table("orders").storageLevel()).isEqualTo(StorageLevel.NONE());
  }

  @Test
  void cacheTableMayDefineItsViewAgainInEveryPass() {
    String step =
        "{name: x, sql: \"cache table large options ('storageLevel' 'DISK_ONLY') as select id from"
            + " orders where amount > 100\"}";
    make(step);
    steps.release();
    make(step);

    assertThat(rows("large")).containsExactly("[2]");
    assertThat(session.table("large").storageLevel()).isEqualTo(StorageLevel.DISK_ONLY());
    steps.release();
  }

  @Test
  void cacheTableIsToldAtTheWordThatIsWrong() {
    Diagnostic query = refusal("{name: x, sql: cache table large as select nope from orders}");
    Diagnostic level =
        refusal("{name: x, sql: \"cache table orders options ('storageLevel' = 'MEMORY')\"}");

    assertThat(marked(query)).isEqualTo("nope");
    assertThat(level.message()).isEqualTo("`MEMORY` is not a storage level");
    assertThat(marked(level)).isEqualTo("MEMORY");
  }

  @Test
  void rowsThatCannotBeKeptAreToldWhereThatIsAskedFor() {
    Diagnostic cached = refusal("{name: x, sql: cache table nowhere}");
    Diagnostic persisted =
        refusal(
            "{name: x, sql: select * from orders, commands: [{name: persist, sequenceName:"
                + " nowhere}]}");

    assertThat(cached.code()).isEqualTo(Code.STEP_FAILED);
    assertThat(cached.message()).isEqualTo("the rows of `nowhere` cannot be cached");
    assertThat(cached.notes().get(0)).contains("TABLE_OR_VIEW_NOT_FOUND");
    assertThat(marked(persisted)).isEqualTo("nowhere");
  }

  @Test
  void aClassReadsViewsAndParams() {
    String large = LargeOrders.class.getName();
    make("{name: large, classpath: " + large + "}");
    make(
        "{name: all, classpath: "
            + large
            + ", params: {threshold: 0.5}, functions: [{name: select, columns: id}]}");

    assertThat(rows("large")).containsExactly("[2,150,null]");
    assertThat(rows("all")).containsExactly("[1]", "[2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "com.example.Nowhere;unknown class `com.example.Nowhere`;it is not on the class path",
        "java.lang.String;the class `java.lang.String` is not a step;"
            + "it does not implement io.flarepath.api.Step",
        "io.flarepath.api.Step;the class `io.flarepath.api.Step` cannot be instantiated;"
            + "it is an interface, of which there are no objects",
        "io.flarepath.spark.FaultySteps$NoStep;"
            + "the class `io.flarepath.spark.FaultySteps$NoStep` is not a step;"
            + "it does not implement io.flarepath.api.Step",
        "io.flarepath.spark.FaultySteps$Abstract;"
            + "the class `io.flarepath.spark.FaultySteps$Abstract` cannot be instantiated;"
            + "it is an abstract class, of which there are no objects",
        "io.flarepath.spark.FaultySteps$Hidden;"
            + "the class `io.flarepath.spark.FaultySteps$Hidden` cannot be instantiated;"
            + "the class must be public",
        "io.flarepath.spark.FaultySteps$WithArgument;"
            + "the class `io.flarepath.spark.FaultySteps$WithArgument` cannot be instantiated;"
            + "the class must have a public constructor without parameters",
        "io.flarepath.spark.FaultySteps$Inner;"
            + "the class `io.flarepath.spark.FaultySteps$Inner` cannot be instantiated;"
            + "it is an inner class, whose objects need one of the class around it: make it static",
        "io.flarepath.spark.FaultySteps$InInitialiser;"
            + "the class `io.flarepath.spark.FaultySteps$InInitialiser` failed in its static"
            + " initialiser;NumberFormatException: For input string: \"y\"",
        "io.flarepath.spark.FaultySteps$InConstructor;"
            + "the class `io.flarepath.spark.FaultySteps$InConstructor` failed in its constructor;"
            + "IllegalStateException: no key",
        "io.flarepath.spark.FaultySteps$InApply;"
            + "the class `io.flarepath.spark.FaultySteps$InApply` failed;"
            + "NumberFormatException: For input string: \"x\"",
        "io.flarepath.spark.FaultySteps$GivesNull;"
            + "the class `io.flarepath.spark.FaultySteps$GivesNull` returned null instead of rows;",
      })
  void aClassThatCannotBeUsedIsToldAtItsName(String name, String message, String note) {
    Diagnostic told = refusal("{name: x, classpath: " + name + "}");

    assertThat(told.code()).isEqualTo(Code.STEP_FAILED);
    assertThat(told.message()).isEqualTo(message);
    assertThat(told.notes()).isEqualTo(Optional.ofNullable(note).map(List::of).orElse(List.of()));
    assertThat(marked(told)).isEqualTo(name);
    assertThat(FaultySteps.initialised()).isEmpty();
  }

  @Test
  void aClassOfANewerJavaIsTold() {
    Diagnostic told =
        refusalOf(
            FaultySteps.InApply.class,
            bytes -> {
              bytes[7] = 70; // The number of the class file's version.
              return bytes;
            });
    assertThat(told.message()).endsWith("InApply` cannot be loaded");
    assertThat(told.notes()).containsExactly("it was compiled for Java 26");
    assertThat(told.help().get(0)).contains("--release");
  }

  @Test
  void aClassFileThatIsDamagedIsTold() {
    Diagnostic told = refusalOf(FaultySteps.InApply.class, bytes -> Arrays.copyOf(bytes, 60));
    assertThat(told.message()).endsWith("InApply` cannot be loaded");
    assertThat(told.notes().get(0)).startsWith("ClassFormatError: ");
  }

  @Test
  void aClassWithoutWhatItNeedsIsTold() {
    Diagnostic told = refusalOf(FaultySteps.Needy.class, bytes -> bytes);
    assertThat(told.message()).endsWith("Needy` cannot be loaded");
    assertThat(told.notes())
        .containsExactly(
            "it needs the class io.flarepath.spark.FaultySteps$Needed, which is not there");
  }

  /** What is said of a class that is read from other bytes than those that were compiled. */
  private Diagnostic refusalOf(Class<?> type, UnaryOperator<byte[]> bytes) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new OtherBytes(type.getName(), bytes));
    try {
      return refusal("{name: x, classpath: " + type.getName() + "}");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Loads one class by itself, and does not find what that needs. */
  private static final class OtherBytes extends ClassLoader {

    private final String name;
    private final UnaryOperator<byte[]> bytes;

    OtherBytes(String name, UnaryOperator<byte[]> bytes) {
      super(StepsTest.class.getClassLoader());
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
      if (wanted.equals(FaultySteps.Needed.class.getName())) {
        throw new ClassNotFoundException(wanted);
      }
      if (!wanted.startsWith("io.flarepath.spark.FaultySteps")) {
        return super.loadClass(wanted, resolve);
      }
      Class<?> known = findLoadedClass(wanted);
      return known == null ? read(wanted) : known;
    }

    private Class<?> read(String wanted) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(wanted.replace('.', '/') + ".class")) {
        byte[] found = Optional.ofNullable(file).orElseThrow().readAllBytes();
        byte[] all = wanted.equals(name) ? bytes.apply(found) : found;
        return defineClass(wanted, all, 0, all.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(wanted, e);
      }
    }
  }

  private void make(String step) {
    steps.make(read(step));
  }

  private Diagnostic refusal(String step) {
    FlareStep read = read(step);
    FlarepathException stopped =
        catchThrowableOfType(FlarepathException.class, () -> steps.make(read));
    assertThat(stopped).isNotNull();
    return stopped.diagnostics().get(0);
  }

  private List<String> rows(String view) {
    return Arrays.stream((Row[]) session.table(view).collect()).map(Row::toString).toList();
  }

  private static String marked(Diagnostic diagnostic) {
    var place = diagnostic.place().orElseThrow();
    int from = place.column() - 1;
    return place.source().line(place.line()).substring(from, from + place.length());
  }

  private static FlareStep read(String step) {
    String text =
        """
        name: x
        workflow:
          dag:
            - name: x
              spec:
                stack: flare
                flare:
                  job:
                    steps:
                      - sequence:
                          - %s
        """
            .formatted(step);
    Problems problems = new Problems();
    var workflow =
        new WorkflowReader(
                Map.of(),
                Functions.signatures(),
                path -> Optional.of("select id,\n         nope\n  from orders\n"))
            .read(new Source("x.yaml", text), problems);
    assertThat(problems.all()).isEmpty();
    return ((FlareJob) workflow.orElseThrow().jobs().get(0)).steps().get(0);
  }
}
