package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import java.util.List;

/** What came of the arguments. */
public sealed interface Parsed {

  /** When to use colour, as far as the arguments say so. */
  ColorMode color();

  /** They are understood. */
  record Understood(Invocation invocation) implements Parsed {
    @Override
    public ColorMode color() {
      return invocation.globals().color();
    }
  }

  /** Help to print on stdout, with exit code 0. */
  record HelpWanted(String text, ColorMode color) implements Parsed {}

  /** They cannot be used: exit code 2. */
  record Rejected(List<Diagnostic> diagnostics, ColorMode color) implements Parsed {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
