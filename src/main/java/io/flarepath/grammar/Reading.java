package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import java.util.Optional;

/**
 * One reading of a file.
 *
 * @param key the key whose value is being read, for messages; empty for the whole file
 * @param problems where problems go
 * @param known the keys of the whole grammar
 * @param environment what the file needs and does not hold itself
 */
public record Reading(String key, Problems problems, KnownKeys known, Environment environment) {

  private static final Diagnostic EMPTY =
      Diagnostic.error(Code.EMPTY_FILE, "the file is empty")
          .help("write the content that the reference should include");

  /** The reading of the value of a key in here. */
  public Reading of(String inner) {
    return new Reading(inner, problems, known, environment);
  }

  /** A reading of a key's value that keeps its problems to itself. */
  public Reading on(String inner, Problems own) {
    return new Reading(inner, own, known, environment);
  }

  /** The reading of what {@link #tree} gave. */
  public Reading inside(Yaml tree) {
    return new Reading(key, problems, known, environment.inside(tree.span().source().name()));
  }

  /**
   * What the file that a scalar names holds; where the file repeats the key that it is for, what
   * that key holds.
   *
   * @return empty when it is missing, which has then been reported
   */
  public Optional<Yaml> tree(Yaml.Scalar reference) {
    return tree(reference, EMPTY).map(tree -> tree.unwrapped(key));
  }

  /**
   * What the file that a scalar names holds.
   *
   * @param empty what is reported, at the file's begin, where it holds nothing
   * @return empty when it is missing, which has then been reported
   */
  public Optional<Yaml> tree(Yaml.Scalar reference, Diagnostic empty) {
    return environment
        .file(reference, problems)
        .flatMap(source -> YamlTree.of(source, environment.variables(), problems, empty));
  }

  /** Reports that a value is of the wrong type. */
  public void wrongType(String expected, Yaml found) {
    if (found.asScalar().filter(Yaml.Scalar::isUnset).isPresent()) {
      return; // It was already reported that the variable is not set.
    }
    problems.add(
        Diagnostic.error(
                Code.WRONG_TYPE,
                subject() + " must be " + expected + ", but this is " + found.words())
            .at(found.span()));
  }

  private String subject() {
    return key.isEmpty() ? "the file" : "`" + key + "`";
  }
}
