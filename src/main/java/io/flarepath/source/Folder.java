package io.flarepath.source;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where files go, under one name however it is written: {@code /out/x}, {@code /out//x/} and {@code
 * file:/out/x} are one folder.
 *
 * @param path without doubled slashes, without one at its end, and without {@code file:}
 */
public record Folder(String path) {

  private static final String LOCAL = "file:";
  private static final String AUTHORITY = "://";

  public static Folder of(DataSource.Files files) {
    String path = files.path();
    if (path.startsWith(LOCAL)) {
      return new Folder("/" + steps(path.substring(LOCAL.length())));
    }
    int scheme = path.indexOf(AUTHORITY);
    if (scheme >= 0) {
      int start = scheme + AUTHORITY.length();
      return new Folder(path.substring(0, start) + steps(path.substring(start)));
    }
    return new Folder((path.startsWith("/") ? "/" : "") + steps(path));
  }

  /** Whether one of the two is the other, or within it. */
  public boolean overlaps(Folder other) {
    return isWithin(other) || other.isWithin(this);
  }

  private boolean isWithin(Folder other) {
    return path.equals(other.path)
        || path.startsWith(other.path.endsWith("/") ? other.path : other.path + "/");
  }

  private static String steps(String path) {
    return Arrays.stream(path.split("/", -1))
        .filter(step -> !step.isEmpty() && !step.equals("."))
        .collect(Collectors.joining("/"));
  }
}
