package io.flarepath.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a failure says are not there. Storages and engines say it in many ways, in
 * messages of exceptions that may have lost their classes on the way from a task.
 *
 * @param messages those of the failure and its causes that are about a missing file
 */
record MissingFiles(List<String> messages) {

  private static final int DEEPEST = 50;

  private static final Pattern MISSING =
      Pattern.compile(
          "FileNotFound|NotFoundException|NoSuchFile|NoSuchKey|does ?n[o']t exist|DOES_NOT_EXIST"
              + "|FILE_NOT_EXIST|PATH_NOT_FOUND|no such file|not found",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PATTERN = Pattern.compile("[*?\\[{].*$", Pattern.DOTALL);

  private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*:/*");

  MissingFiles {
    messages = List.copyOf(messages);
  }

  static MissingFiles in(Throwable failure) {
    List<String> found = new ArrayList<>();
    Optional<Throwable> next = Optional.of(failure);
    for (int i = 0; i < DEEPEST && next.isPresent(); i++) {
      String text = next.get().toString();
      if (MISSING.matcher(text).find()) {
        found.add(text);
      }
      next = Optional.ofNullable(next.get().getCause());
    }
    return new MissingFiles(found);
  }

  /**
   * A missing file that is in a folder: its path below the folder. If it is the path itself, its
   * name.
   *
   * @param folder an address or a path, also one with a pattern
   */
  Optional<String> below(String folder) {
    String start = PATTERN.matcher(plain(folder)).replaceFirst("");
    if (start.isBlank()) {
      return Optional.empty();
    }
    String whole = start.equals(plain(folder)) ? "(?![\\w-])" : "";
    Matcher name =
        Pattern.compile("(?<![\\w.-])" + Pattern.quote(start) + whole + "([^\\s'\"`,;)\\]]*)")
            .matcher(String.join("\n", messages));
    return name.find() ? Optional.of(shown(start, name.group(1))) : Optional.empty();
  }

  private static String shown(String folder, String below) {
    String rest = below.replaceAll("^/+|[.:]+$", "");
    return rest.isEmpty() ? folder.replaceAll("[.:]+$|^.*/(?=.)", "") : rest;
  }

  /** Without its scheme, of which one storage may have several; a relative one made absolute. */
  private static String plain(String folder) {
    String given = folder.strip();
    boolean isRelative = !given.startsWith("/") && !SCHEME.matcher(given).find();
    String whole = isRelative ? Path.of("").toAbsolutePath() + "/" + given : given;
    return SCHEME.matcher(whole).replaceFirst("").replaceAll("^/+|/+$", "");
  }
}
