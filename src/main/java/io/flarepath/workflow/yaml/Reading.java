package io.flarepath.workflow.yaml;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;

/**
 * One reading of a file.
 *
 * @param key the key whose value is being read, for messages; empty for the whole file
 * @param problems where problems go
 * @param grammar all places and their keys
 * @param outside what the file refers to
 */
record Reading(String key, Problems problems, Grammar grammar, Outside outside) {

  Reading of(String inner) {
    return new Reading(inner, problems, grammar, outside);
  }

  /** The reading of another file from here. */
  Reading inside(String path) {
    return new Reading(key, problems, grammar, outside.inside(path));
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
