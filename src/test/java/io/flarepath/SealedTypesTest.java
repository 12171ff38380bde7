package io.flarepath;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which case of a sealed type a value is, only the type itself asks. Whoever else asks would let a
 * case that is added later fall through in silence; a method on the type or its {@code Cases} make
 * the compiler ask instead.
 */
class SealedTypesTest {

  private static final Path MAIN = Path.of("src/main/java");

  /** Types whose cases are still told apart elsewhere. An entry that is not needed is an error. */
  private static final Set<String> OPEN = Set.of();

  /**
   * What the sources hold.
   *
   * @param files the files that were read
   * @param types the sealed types
   * @param chains by sealed type, the places that ask for one of its cases: {@code file:line: code}
   * @param silent the sealed types that ask nothing of their cases, so that nobody misses a new one
   * @param optionalCases methods of an interface called Cases that may be left out
   */
  private record Found(
      Set<String> files,
      Set<String> types,
      Map<String, Set<String>> chains,
      Set<String> silent,
      Set<String> optionalCases) {

    Found() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    }
  }

  private static Found main = new Found();

  @BeforeAll
  static void readTheSources() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> tree = Files.walk(MAIN)) {
      List<Path> sources = tree.filter(path -> path.toString().endsWith(".java")).toList();
      main = read(files.getJavaFileObjectsFromPaths(sources));
    }
  }

  private static Found read(Iterable<? extends JavaFileObject> sources) throws IOException {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-implicit:none",
            "-XDshould-stop.ifNoError=ATTR",
            "-classpath",
            System.getProperty("java.class.path"));
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problems, options, null, sources);
    List<CompilationUnitTree> units = new ArrayList<>();
    task.parse().forEach(units::add);
    task.analyze();
    assertThat(problems.getDiagnostics())
        .filteredOn(problem -> problem.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .isEmpty();
    Found found = new Found();
    units.forEach(unit -> new Reader(Trees.instance(task), unit, found).scan(unit, null));
    return found;
  }

  @Test
  void everyWayToAskForACaseIsFound() throws IOException {
    Source type =
        new Source(
            "Shape",
            """
            package io.flarepath;
            sealed interface Shape {
              record Circle() implements Shape {}
              record Square() implements Shape {
                boolean isHere(Object o) { return o instanceof Square; }
              }
              interface Cases { default void circle() {} void square(); }
            }
            """);
    Source user =
        new Source(
            "User",
            """
            package io.flarepath;
            import io.flarepath.Shape.Circle;
            class User {
              boolean a(Object o) { return o instanceof Circle; }
              boolean b(Object o) { return o instanceof Circle circle && circle.equals(o); }
              Circle c(Object o) { return (Circle) o; }
              boolean d(java.util.List<Shape> all) {
                return all.stream().anyMatch(Shape.Square.class::isInstance);
              }
              boolean e(Shape o) { return o.getClass() == Circle.class; }
              boolean f(Object o) { return o instanceof Shape; }
            }
            """);
    Found found = read(List.of(type, user));
    assertThat(found.types()).containsExactly("io.flarepath.Shape");
    assertThat(found.silent()).containsExactly("io.flarepath.Shape");
    assertThat(found.optionalCases()).containsExactly("/Shape.java:7");
    assertThat(found.chains()).containsOnlyKeys("io.flarepath.Shape");
    assertThat(found.chains().get("io.flarepath.Shape"))
        .containsExactly(
            "/User.java:4: o instanceof Circle",
            "/User.java:5: o instanceof Circle circle",
            "/User.java:6: (Circle)o",
            "/User.java:8: Shape.Square.class",
            "/User.java:10: Circle.class");
  }

  @Test
  void allSourcesAreRead() throws IOException {
    try (Stream<Path> tree = Files.walk(MAIN)) {
      assertThat(tree.filter(Files::isRegularFile).map(Path::toString))
          .filteredOn(name -> name.endsWith(".java"))
          .hasSize(main.files().size())
          .hasSizeGreaterThan(300);
    }
    assertThat(main.types())
        .hasSizeGreaterThan(20)
        .contains("io.flarepath.source.DataSource", "io.flarepath.workflow.Input.Origin");
  }

  @Test
  void whichCaseAValueIsOnlyItsSealedTypeAsks() {
    StringBuilder found = new StringBuilder();
    main.chains()
        .forEach(
            (type, places) -> {
              if (!OPEN.contains(type)) {
                places.forEach(
                    place ->
                        found
                            .append(place)
                            .append(" asks for a case of ")
                            .append(type)
                            .append('\n'));
              }
            });
    assertThat(found.toString()).isEmpty();
  }

  @Test
  void whatIsListedAsOpenIsOpen() {
    assertThat(main.chains().keySet())
        .as("take from the list of open types what is done")
        .containsAll(OPEN);
  }

  @Test
  void everyCaseHasSomethingToAnswer() {
    assertThat(main.silent()).isSubsetOf(OPEN);
  }

  @Test
  void noCaseMayBeLeftOut() {
    assertThat(main.optionalCases()).as("default methods of an interface Cases").isEmpty();
  }

  /** Reads one file. */
  private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final Trees trees;
    private final CompilationUnitTree unit;
    private final Found found;
    private final String file;

    Reader(Trees trees, CompilationUnitTree unit, Found found) {
      this.trees = trees;
      this.unit = unit;
      this.found = found;
      this.file = unit.getSourceFile().getName();
      found.files().add(file);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
      Element element = trees.getElement(getCurrentPath());
      if (element instanceof TypeElement type && type.getModifiers().contains(Modifier.SEALED)) {
        found.types().add(type.toString());
        if (type.getEnclosedElements().stream().noneMatch(Reader::isAbstractMethod)) {
          found.silent().add(type.toString());
        }
      }
      if (tree.getSimpleName().contentEquals("Cases")) {
        tree.getMembers().stream()
            .filter(MethodTree.class::isInstance)
            .map(MethodTree.class::cast)
            .filter(method -> method.getBody() != null)
            .forEach(method -> found.optionalCases().add(at(method)));
      }
      return super.visitClass(tree, null);
    }

    @Override
    public @Nullable Void visitInstanceOf(InstanceOfTree tree, @Nullable Void nothing) {
      ask(tree, tree.getType());
      return super.visitInstanceOf(tree, null);
    }

    @Override
    public @Nullable Void visitTypeCast(TypeCastTree tree, @Nullable Void nothing) {
      ask(tree, tree.getType());
      return super.visitTypeCast(tree, null);
    }

    /** {@code Case.class}: whether to compare, to filter or to cast by it. */
    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
      if (tree.getIdentifier().contentEquals("class")) {
        ask(tree, tree.getExpression());
      }
      return super.visitMemberSelect(tree, null);
    }

    private static boolean isAbstractMethod(Element member) {
      return member.getKind() == ElementKind.METHOD
          && member.getModifiers().contains(Modifier.ABSTRACT);
    }

    private void ask(Tree place, Tree type) {
      Element element = trees.getElement(new TreePath(getCurrentPath(), type));
      if (element instanceof TypeElement asked) {
        sealedAbove(asked)
            .filter(above -> !isHere(above))
            .forEach(
                above ->
                    found
                        .chains()
                        .computeIfAbsent(above.toString(), key -> new LinkedHashSet<>())
                        .add(at(place)));
      }
    }

    /** The sealed types of ours that a type is a case of, or a case of a case. */
    private static Stream<TypeElement> sealedAbove(TypeElement type) {
      return Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
          .filter(DeclaredType.class::isInstance)
          .map(above -> (TypeElement) ((DeclaredType) above).asElement())
          .filter(above -> above.getQualifiedName().toString().startsWith("io.flarepath."))
          .flatMap(
              above ->
                  Stream.concat(
                      Optional.of(above)
                          .filter(one -> one.getModifiers().contains(Modifier.SEALED))
                          .stream(),
                      sealedAbove(above)));
    }

    private boolean isHere(TypeElement type) {
      return unit.equals(trees.getPath(type).getCompilationUnit());
    }

    private String at(Tree place) {
      long start = trees.getSourcePositions().getStartPosition(unit, place);
      String code = place instanceof MethodTree ? "" : ": " + place;
      return file + ":" + unit.getLineMap().getLineNumber(start) + code;
    }
  }

  /** A source that is not on disk. */
  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
