package io.flarepath;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rooms of the house and their floors: a room looks only downwards. A new package needs a floor
 * here before it can be built.
 */
class FloorsTest {

  private static final String ROOT = "io.flarepath.";

  /** Where Spark and Iceberg are known. */
  private static final int ENGINE = 13;

  /** What Spark's room is built on: rooms below that speak its types. */
  private static final Set<String> BELOW_SPARK =
      Set.of(
          "spark.sql",
          "spark.lineage",
          "spark.failure",
          "spark.guard",
          "spark.files",
          "spark.cost",
          "spark.rows",
          "spark.database",
          "spark.sink");

  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("diagnostic", 0),
          Map.entry("secret", 0),
          Map.entry("window", 1),
          Map.entry("sql", 1),
          Map.entry("schedule", 1),
          Map.entry("grammar", 1),
          Map.entry("connector", 1),
          Map.entry("workflow", 2),
          Map.entry("settings", 2),
          Map.entry("state", 2),
          Map.entry("workflow.yaml", 3),
          Map.entry("settings.hocon", 3),
          Map.entry("table", 3),
          Map.entry("source", 4),
          Map.entry("pass", 5),
          Map.entry("pass.keysql", 6),
          Map.entry("pass.stream", 6),
          Map.entry("plan", 7),
          Map.entry("audit", 7),
          Map.entry("untaken", 7),
          Map.entry("api", 8),
          Map.entry("publish", 8),
          Map.entry("run", 9),
          Map.entry("history", 9),
          Map.entry("spark.sql", 9),
          Map.entry("spark.lineage", 9),
          Map.entry("spark.failure", 9),
          Map.entry("spark.guard", 10),
          Map.entry("spark.rows", 10),
          Map.entry("spark.files", 10),
          Map.entry("spark.cost", 10),
          Map.entry("spark.database", 11),
          Map.entry("spark.sink", 12),
          Map.entry("spark", ENGINE),
          Map.entry("iceberg", ENGINE),
          Map.entry("function", ENGINE),
          Map.entry("report", ENGINE),
          Map.entry("cli", ENGINE + 1));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.flarepath");

  static List<String> rooms() {
    return FLOORS.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomLooksOnlyDownwards(String room) {
    String[] others =
        FLOORS.keySet().stream()
            .filter(other -> !other.equals(room) && FLOORS.get(other) >= FLOORS.get(room))
            .map(other -> ROOT + other)
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + room)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others));
  }

  @Test
  void everyPackageIsARoomWithAFloor() {
    assertThat(packages())
        .isNotEmpty()
        .isSubsetOf(FLOORS.keySet().stream().map(room -> ROOT + room).toList());
  }

  @Test
  void everyRoomSaysWhatItKnowsAndWhereNullMayBe() {
    for (String name : packages()) {
      JavaPackage room = CLASSES.getPackage(name);
      assertThat(room.tryGetPackageInfo()).as("package-info of " + name).isPresent();
      assertThat(room.isAnnotatedWith(NullMarked.class)).as("@NullMarked on " + name).isTrue();
    }
  }

  @Test
  void roomsDoNotNeedEachOtherInACircle() {
    ArchRule rule = slices().matching("io.flarepath.(**)").should().beFreeOfCycles();
    rule.allowEmptyShould(true).check(CLASSES);
  }

  /** A sealed interface and its cases may know each other; all else in a room goes one way. */
  @ParameterizedTest
  @ValueSource(strings = {"grammar", "workflow.yaml"})
  void classesOfARoomDoNotNeedEachOtherInACircle(String room) {
    SliceAssignment files =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().equals(ROOT + room)
                ? SliceIdentifier.of(family(type))
                : SliceIdentifier.ignore();
          }

          @Override
          public String getDescription() {
            return "the classes of " + room;
          }
        };
    slices().assignedFrom(files).should().beFreeOfCycles().check(CLASSES);
  }

  /** The sealed interface that a class is a case of, else the class that it is nested in. */
  private static String family(JavaClass type) {
    Class<?> outermost = outermost(type.reflect());
    return Stream.of(outermost.getInterfaces())
        .filter(Class::isSealed)
        .map(FloorsTest::outermost)
        .findFirst()
        .orElse(outermost)
        .getName();
  }

  private static Class<?> outermost(Class<?> type) {
    return Optional.<Class<?>>ofNullable(type.getEnclosingClass())
        .map(FloorsTest::outermost)
        .orElse(type);
  }

  @ParameterizedTest
  @CsvSource({
    "org.snakeyaml..,       io.flarepath.grammar",
    "com.cronutils..,       io.flarepath.schedule",
    "com.typesafe.config.., io.flarepath.settings.hocon",
    "scopt..,               io.flarepath.cli",
    "org.apache.iceberg..,  io.flarepath.iceberg",
  })
  void aLibraryIsKnownInOneRoomOnly(String library, String room) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(room)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void sparkIsKnownOnOneFloorOnly() {
    List<String> engine = new ArrayList<>();
    BELOW_SPARK.forEach(room -> engine.add(ROOT + room));
    FLOORS.entrySet().stream()
        .filter(floor -> floor.getValue() == ENGINE)
        .forEach(floor -> engine.add(ROOT + floor.getKey()));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(engine.toArray(String[]::new))
            // scopt is written in Scala, and the one class that wraps it speaks its types.
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "cli.ScoptParser")
            // What users implement: it has to speak the engine's types.
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "api.Step")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala.."));
  }

  /** The compiler holds it: the build compiles these rooms once more, without Spark. */
  @Test
  void theBuildCompilesEachRoomBelowSparkWithoutSpark() throws IOException {
    Matcher list =
        Pattern.compile("<rooms.without.spark>(.*?)</rooms.without.spark>", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(list.find()).as("rooms.without.spark in pom.xml").isTrue();
    assertThat(list.group(1).strip().split("\\s*,\\s*"))
        .containsExactlyInAnyOrderElementsOf(
            FLOORS.keySet().stream()
                .filter(room -> FLOORS.get(room) < ENGINE && !BELOW_SPARK.contains(room))
                // What users implement speaks the engine's types.
                .filter(room -> !room.equals("api"))
                .map(room -> (ROOT + room).replace('.', '/') + "/*")
                .toList());
  }

  /** Catalyst's plans take most of a second to load; its grammar takes a tenth. */
  @Test
  void readingSqlNeedsSparksGrammarAndNothingElseOfSpark() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "spark.sql")
            .should()
            .dependOnClassesThat(
                describe(
                    "are Spark's and not its grammar",
                    type ->
                        type.getName().startsWith("org.apache.spark")
                            && !type.getSimpleName().startsWith("SqlBase")
                            && !type.getName().contains("parser.SqlBase"))));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.flarepath.cli")
            .should(ACCESS_STANDARD_STREAMS));
  }

  /** The terminal takes out secrets and control characters. */
  @Test
  void theCommandLinePrintsOnItsTerminalOnly() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.flarepath.cli")
            .and()
            .doNotHaveFullyQualifiedName("io.flarepath.cli.Terminal")
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.io.PrintStream.class));
  }

  @Test
  void onlyTheCommandLineReadsTheClock() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.flarepath.cli")
            .should()
            .accessTargetWhere(describe("it reads the system's clock", FloorsTest::readsTheClock)));
  }

  private static boolean readsTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    boolean isTime = owner.startsWith("java.time.");
    return (isTime && (name.equals("now") || name.startsWith("system")))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"));
  }

  private static List<String> packages() {
    return CLASSES.stream().map(type -> type.getPackageName()).distinct().sorted().toList();
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
