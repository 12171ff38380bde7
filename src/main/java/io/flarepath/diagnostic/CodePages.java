package io.flarepath.diagnostic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The page of each code: what it means, an example, why, and what to do. */
public final class CodePages {

  private static final String FOLDER = "/io/flarepath/codes/";

  private CodePages() {}

  /** The page of a code, as Markdown that reads well as it is; lines end with {@code \n}. */
  public static Optional<String> page(Code code) {
    try (InputStream page = CodePages.class.getResourceAsStream(FOLDER + code.number() + ".md")) {
      return page == null
          ? Optional.empty()
          : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
