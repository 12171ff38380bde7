package io.flarepath.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Flare address, {@code dataos://depot:collection/dataset?acl=rw}, taken apart. The scheme may be
 * missing. A question mark begins parameters only before {@code name=}: else it is part of a
 * pattern.
 *
 * @param depot the depot's name
 * @param collection the collection; {@code none} means no collection
 * @param dataset what follows the collection, without a leading slash; may be empty
 */
public record Address(String depot, String collection, String dataset) {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>dataos://)?(?<depot>[A-Za-z0-9][A-Za-z0-9_-]*):(?<collection>[^/?]*)(?:/(?<dataset>.*?))?(?:\\?[A-Za-z][A-Za-z0-9_.-]*=.*)?");

  /**
   * Takes an address apart; empty when the text is not an address but a plain path, such as {@code
   * s3a://bucket/x} or {@code data/x.csv}.
   */
  public static Optional<Address> parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String dataset = matcher.group("dataset");
    String tail = dataset == null ? "" : dataset;
    if (matcher.group("scheme") == null
        && (matcher.group("collection").isEmpty() || tail.startsWith("/"))) {
      return Optional.empty();
    }
    return Optional.of(
        new Address(
            matcher.group("depot"), matcher.group("collection"), tail.replaceAll("/+$", "")));
  }

  /** Whether the text claims to be an address, so that a failure to parse it is an error. */
  public static boolean looksLikeOne(String text) {
    return text.trim().startsWith("dataos://");
  }

  /** What in it leads out of the depot, or may, if the depot consists of folders. */
  Optional<String> escape() {
    return Escapes.ofPath(collection + "/" + dataset);
  }

  /** The same in the depot that has this root: the path of a file or folder. */
  public String below(String root) {
    StringBuilder path = new StringBuilder(root.replaceAll("/+$", ""));
    realCollection().ifPresent(name -> path.append('/').append(name));
    Stream.of(dataset.split("/"))
        .filter(step -> !step.isEmpty())
        .forEach(step -> path.append('/').append(step));
    boolean isRoot = path.isEmpty() || path.charAt(path.length() - 1) == ':';
    return isRoot ? root : path.toString();
  }

  /** The same place with another dataset. */
  Address withDataset(String other) {
    return new Address(depot, collection, other);
  }

  /** The collection, unless it is empty or {@code none}. */
  public Optional<String> realCollection() {
    return collection.isEmpty() || collection.equalsIgnoreCase("none")
        ? Optional.empty()
        : Optional.of(collection);
  }
}
