package io.flarepath.spec;

import io.flarepath.diagnostic.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A workflow of the corpus, and what it says of itself in comments:
 *
 * <pre>
 * # now: 2023-03-05T00:00         the clock
 * # how: catch-up                 all windows, instead of one
 * # runs: 2                       how often
 * # ends: quality SKIPPED         how a job ends the last time, if not with SUCCEEDED
 * # warns: FP1206 FP1314          the codes of all that is said
 * # expect: SELECT … =&gt; 1 | x, 2 | y    rows, in the order of the query
 * </pre>
 */
record CorpusFile(Path path, Source source) {

  /** A query and the rows that it must give. */
  record Expectation(String sql, List<String> rows) {}

  static CorpusFile of(Path path) {
    try {
      return new CorpusFile(path, new Source(path.toString(), Files.readString(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String now() {
    return one("now", "2030-01-01T00:00");
  }

  boolean isCatchUp() {
    return one("how", "").equals("catch-up");
  }

  int runs() {
    return Integer.parseInt(one("runs", "1"));
  }

  /** The jobs that end otherwise than with success, as {@code name STATUS}. */
  List<String> ends() {
    return all("ends");
  }

  Set<String> warns() {
    return all("warns").stream()
        .flatMap(codes -> Arrays.stream(codes.split("[ ,]+")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  List<Expectation> expectations() {
    return all("expect").stream().map(CorpusFile::expectation).toList();
  }

  private static Expectation expectation(String line) {
    int arrow = line.lastIndexOf("=>");
    String rows = line.substring(arrow + 2).strip();
    return new Expectation(
        line.substring(0, arrow).strip(), rows.isEmpty() ? List.of() : List.of(rows.split(", ")));
  }

  private String one(String word, String fallback) {
    List<String> all = all(word);
    return all.isEmpty() ? fallback : all.get(0);
  }

  private List<String> all(String word) {
    String start = "# " + word + ":";
    return source
        .text()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
