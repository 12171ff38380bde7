package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads small files by small grammars. */
final class Tiny {

  private final Problems problems = new Problems();
  private final Map<String, String> files;

  /**
   * @param files other files, by their paths
   */
  Tiny(Map<String, String> files) {
    this.files = files;
  }

  Tiny() {
    this(Map.of());
  }

  /** What a section makes of a file. */
  <T> Optional<T> read(Section<T> root, String text) {
    return tree(text).flatMap(tree -> root.read(tree, reading(Grammar.of(root.description()))));
  }

  /** What a type makes of the value of the key {@code key}. */
  <T> Optional<T> value(Type<T> type, String text) {
    Section<Yaml.Mapping> nothing = Section.of("", List.of(), Fields::nothing);
    return tree(text)
        .flatMap(tree -> type.read(tree, reading(Grammar.of(nothing.description())).of("key")));
  }

  Optional<Yaml> tree(String text) {
    return YamlTree.of(
        new Source("tiny.yaml", text),
        new Variables(Map.of("SET", "value")),
        problems,
        Diagnostic.error(Code.EMPTY_FILE, "nothing here"));
  }

  private Reading reading(KnownKeys known) {
    ReferencedFiles others = path -> Optional.ofNullable(files.get(path));
    return new Reading(
        "", problems, known, new Environment(new Variables(Map.of()), others, List.of()));
  }

  /** What was said, each with its line: {@code 2: unknown key `x`}. */
  List<String> said() {
    return problems.all().stream()
        .map(problem -> problem.place().orElseThrow().line() + ": " + problem.message())
        .toList();
  }

  /** What help there was, in order. */
  List<String> help() {
    return problems.all().stream().flatMap(problem -> problem.help().stream()).toList();
  }
}
