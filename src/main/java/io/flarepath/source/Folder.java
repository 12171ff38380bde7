package io.flarepath.source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Where files are, under one name however it is written: {@code /out/x}, {@code /out//y/../x/} and
 * {@code file:/out/x} are one folder, and a local path is the same with and without the working
 * directory before it.
 *
 * @param path without doubled slashes, without one at its end, and without {@code file:}; a step of
 *     it may be a pattern
 */
public record Folder(String path) {

  private static final String LOCAL = "file:";
  private static final String AUTHORITY = "://";

  public static Folder of(DataSource.Files files) {
    return of(files.path());
  }

  static Folder of(String path) {
    if (path.startsWith(LOCAL)) {
      return new Folder("/" + String.join("/", steps(path.substring(LOCAL.length()))));
    }
    int scheme = path.indexOf(AUTHORITY);
    if (scheme >= 0) {
      int start = scheme + AUTHORITY.length();
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String known = path.substring(0, end).replaceFirst("^s3n?://", "s3a://");
      List<String> steps = steps(path.substring(end));
      return new Folder(steps.isEmpty() ? known : known + "/" + String.join("/", steps));
    }
    String whole = path.startsWith("/") ? path : Path.of("").toAbsolutePath() + "/" + path;
    return new Folder("/" + String.join("/", steps(whole)));
  }

  /** Whether one of the two is the other, or within it, or may be where a step is a pattern. */
  public boolean overlaps(Folder other) {
    if (path.contains(AUTHORITY) != other.path.contains(AUTHORITY)) {
      return false;
    }
    List<String> mine = steps(path);
    List<String> others = steps(other.path);
    for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
      if (!fits(mine.get(i), others.get(i)) && !fits(others.get(i), mine.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the other one is within it, and is not itself. */
  public boolean contains(Folder other) {
    return !path.equals(other.path)
        && other.path.startsWith(path.endsWith("/") ? path : path + "/");
  }

  /** Whether it is all that there is: the root of a file system, or a whole bucket. */
  public boolean isRoot() {
    return path.equals("/") || path.matches("[^/]+://[^/]*");
  }

  private static boolean fits(String pattern, String step) {
    if (pattern.equals(step)) {
      return true;
    }
    boolean isPattern = pattern.matches(".*[*?{}\\[\\]].*");
    try {
      return isPattern
          && FileSystems.getDefault()
              .getPathMatcher("glob:" + pattern.replace("[^", "[!"))
              .matches(Path.of(step));
    } catch (PatternSyntaxException e) {
      return true; // Braces may reach over several steps.
    }
  }

  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    for (String step : path.split("/", -1)) {
      if (step.isEmpty() || step.equals(".")) {
        continue;
      }
      if (!step.equals("..")) {
        steps.add(step);
      } else if (!steps.isEmpty()) {
        steps.remove(steps.size() - 1);
      }
    }
    return steps;
  }
}
