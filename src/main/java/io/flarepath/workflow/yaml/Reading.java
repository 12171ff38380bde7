package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import java.util.Optional;

/**
 * One reading of a file.
 *
 * @param key the key whose value is being read, for messages; empty for the whole file
 * @param problems where problems go
 * @param grammar all places and their keys
 * @param outside what the file refers to
 */
record Reading(String key, Problems problems, Grammar grammar, Outside outside) {

  private static final Diagnostic EMPTY =
      Diagnostic.error(Code.EMPTY_FILE, "the file holds nothing")
          .help("write into it what would stand in the place of the reference");

  Reading of(String inner) {
    return new Reading(inner, problems, grammar, outside);
  }

  /** A reading of a key's value that keeps its problems to itself. */
  Reading on(String inner, Problems own) {
    return new Reading(inner, own, grammar, outside);
  }

  /** The reading of another file from here. */
  Reading inside(String path) {
    return new Reading(key, problems, grammar, outside.inside(path));
  }

  /** The reading of what {@link #tree} gave. */
  Reading inside(Yaml tree) {
    return inside(tree.span().source().name());
  }

  /**
   * What stands in the file that a scalar names; where the file says the key that it is for, what
   * stands under that.
   *
   * @return empty when there is no such thing, and then that has been reported
   */
  Optional<Yaml> tree(Yaml.Scalar reference) {
    return outside
        .file(reference, problems)
        .flatMap(source -> YamlTree.of(source, outside.variables(), problems, EMPTY))
        .map(this::unwrapped);
  }

  private Yaml unwrapped(Yaml tree) {
    return tree instanceof Yaml.Mapping map
            && map.entries().size() == 1
            && map.entries().get(0).key().equals(key)
        ? map.entries().get(0).value()
        : tree;
  }

  /** Reports that a value is of the wrong type. */
  void wrongType(String expected, Yaml found) {
    if (found instanceof Yaml.Scalar scalar && scalar.isUnset()) {
      return; // That the variable is not set has been said.
    }
    problems.add(
        Diagnostic.error(
                Code.WRONG_TYPE,
                subject() + " must be " + expected + ", and this is " + found.words())
            .at(found.span()));
  }

  private String subject() {
    return key.isEmpty() ? "the file" : "`" + key + "`";
  }
}
