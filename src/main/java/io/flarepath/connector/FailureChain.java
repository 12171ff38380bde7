package io.flarepath.connector;

import io.flarepath.diagnostic.FlarepathException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An exception and its causes, the outermost first, as names of classes and messages: the classes
 * themselves may belong to libraries that are not here.
 */
record FailureChain(List<Link> links) {

  /** A chain that is longer is a ring. */
  private static final int LONGEST = 30;

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:https?://|thrift://|hdfs://|[Cc]onnect(?:ion)? to |[Cc]onnecting to |to host |jdbc:\\w+://)"
              + "(?:[^/@\\s]*@)?([\\w.-]+|\\[[0-9a-fA-F:]+\\]):(\\d{1,5})|"
              + "(?<![\\w.:])(localhost|\\d{1,3}(?:\\.\\d{1,3}){3}|[\\w-]+(?:\\.[\\w-]+)+):(\\d{2,5})(?![\\w:.])");

  FailureChain {
    links = List.copyOf(links);
  }

  /**
   * One exception.
   *
   * @param name its class, with its package
   * @param message may be empty
   * @param sqlState the state that a database reports; empty where it reports none
   */
  record Link(String name, String message, String sqlState) {

    String simpleName() {
      return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    String firstLine() {
      return message
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElse("");
    }
  }

  static FailureChain of(Throwable failure) {
    List<Link> links = new ArrayList<>();
    Optional<Throwable> next = Optional.of(failure);
    while (next.isPresent() && links.size() < LONGEST) {
      Throwable each = next.get();
      String state =
          each instanceof SQLException sql ? Optional.ofNullable(sql.getSQLState()).orElse("") : "";
      boolean isOurs = each instanceof FlarepathException && each.getCause() != null;
      next = Optional.ofNullable(each.getCause());
      if (isOurs) {
        continue; // What we said of it is less than why it failed.
      }
      links.add(
          new Link(
              each.getClass().getName(), Optional.ofNullable(each.getMessage()).orElse(""), state));
    }
    return new FailureChain(links);
  }

  /** The innermost exception whose class has this simple name. */
  Optional<Link> named(String... simpleNames) {
    List<String> wanted = List.of(simpleNames);
    return innermost().stream().filter(link -> wanted.contains(link.simpleName())).findFirst();
  }

  /** The innermost match of a pattern in any message. */
  Optional<MatchResult> says(Pattern pattern) {
    return innermost().stream()
        .flatMap(link -> pattern.matcher(link.message()).results())
        .findFirst();
  }

  /** The state that a database reported. */
  Optional<Link> database() {
    return innermost().stream().filter(link -> !link.sqlState().isEmpty()).findFirst();
  }

  /** The address that a message names: {@code host:port}. */
  Optional<String> address() {
    return says(ADDRESS)
        .map(
            found ->
                found.group(1) == null
                    ? found.group(3) + ":" + found.group(4)
                    : found.group(1) + ":" + found.group(2));
  }

  /** What the outermost exception says, and the innermost, if that is something else. */
  String whole() {
    String outer = links.get(0).firstLine();
    String inner = plain();
    if (outer.isEmpty() || outer.contains(inner)) {
      return outer.isEmpty() ? inner : outer;
    }
    return inner.contains(outer) ? inner : outer + ": " + inner;
  }

  /** What the innermost exception says, in one line. */
  String plain() {
    return innermost().stream()
        .map(link -> link.firstLine().isEmpty() ? "" : said(link))
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse(links.get(links.size() - 1).simpleName());
  }

  /** Some messages are a mere name, which means nothing without the class. */
  private static String said(Link link) {
    String line = link.firstLine();
    return line.contains(" ") ? line : link.simpleName() + ": " + line;
  }

  private List<Link> innermost() {
    List<Link> reversed = new ArrayList<>(links);
    Collections.reverse(reversed);
    return reversed;
  }
}
