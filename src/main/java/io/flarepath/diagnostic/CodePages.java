package io.flarepath.diagnostic;

import java.util.Optional;

/** x. */
public final class CodePages {
  private CodePages() {}

  public static Optional<String> page(Code c) {
    return Optional.empty();
  }
}
