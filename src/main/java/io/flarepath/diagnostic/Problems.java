package io.flarepath.diagnostic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics, so that a user sees all of them at once. Not thread-safe. */
public final class Problems {

  private final Set<Diagnostic> found = new LinkedHashSet<>();

  /** Adds one; the same diagnostic at the same place counts once. */
  public void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  public void addAll(Iterable<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  /** Whether something of this code was found. */
  public boolean has(Code code) {
    return found.stream().anyMatch(each -> each.code() == code);
  }

  /** Everything so far, in the order in which it was found. */
  public List<Diagnostic> all() {
    return List.copyOf(found);
  }

  /** Throws all of it, if an error is among it. */
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new FlarepathException(all());
    }
  }
}
