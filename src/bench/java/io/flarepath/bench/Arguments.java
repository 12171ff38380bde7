package io.flarepath.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The arguments of a program of the bench, each written as {@code name=value}. */
record Arguments(Map<String, String> values) {

  Arguments {
    values = Map.copyOf(values);
  }

  static Arguments of(String... args) {
    return new Arguments(
        Arrays.stream(args)
            .map(arg -> arg.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The value of an argument that must be there.
   *
   * @throws IllegalArgumentException if it is missing: the caller, which is the bench, has a bug
   */
  String of(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("the argument " + name + "= is missing"));
  }

  long number(String name) {
    return Long.parseLong(of(name));
  }
}
