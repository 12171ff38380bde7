package io.flarepath.cli;

import io.flarepath.diagnostic.Diagnostic;
import java.util.List;
import java.util.function.Function;

/** What came of the arguments. */
public sealed interface Parsed {

  /** When to use colour, as far as the arguments say so. */
  ColorMode color();

  /** An answer for each case. */
  <R> R match(
      Function<Understood, R> understood,
      Function<HelpWanted, R> help,
      Function<Rejected, R> rejected);

  /** They are understood. */
  record Understood(Invocation invocation) implements Parsed {
    @Override
    public ColorMode color() {
      return invocation.globals().color();
    }

    @Override
    public <R> R match(
        Function<Understood, R> understood,
        Function<HelpWanted, R> help,
        Function<Rejected, R> rejected) {
      return understood.apply(this);
    }
  }

  /** Help to print on stdout, with exit code 0. */
  record HelpWanted(String text, ColorMode color) implements Parsed {

    @Override
    public <R> R match(
        Function<Understood, R> understood,
        Function<HelpWanted, R> help,
        Function<Rejected, R> rejected) {
      return help.apply(this);
    }
  }

  /** They cannot be used: exit code 2. */
  record Rejected(List<Diagnostic> diagnostics, ColorMode color) implements Parsed {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public <R> R match(
        Function<Understood, R> understood,
        Function<HelpWanted, R> help,
        Function<Rejected, R> rejected) {
      return rejected.apply(this);
    }
  }
}
