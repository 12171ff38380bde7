package io.flarepath.cli;

import io.flarepath.diagnostic.Code;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** All codes of messages, each with its title. */
final class CodeList {

  private CodeList() {}

  static String text() {
    return Arrays.stream(Code.values())
        .sorted(Comparator.comparing(Code::number))
        .map(code -> code.number() + "  " + code.title())
        .collect(Collectors.joining("\n"));
  }
}
