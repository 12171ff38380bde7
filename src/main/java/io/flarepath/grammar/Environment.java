package io.flarepath.grammar;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Passage;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file needs and does not hold itself.
 *
 * @param variables the values for {@code ${NAME}}
 * @param files the files that it refers to
 * @param open the files that are being read, the outermost first
 */
public record Environment(Variables variables, ReferencedFiles files, List<String> open) {

  public Environment {
    open = List.copyOf(open);
  }

  /** The same, as seen from inside a file. */
  public Environment inside(String path) {
    List<String> longer = new ArrayList<>(open);
    longer.add(path);
    return new Environment(variables, files, longer);
  }

  /** A file that a scalar names; empty when it cannot be read, and then that has been reported. */
  public Optional<Source> file(Yaml.Scalar scalar, Problems problems) {
    String path = Reference.path(scalar);
    if (open.contains(path)) {
      problems.add(
          unreadable(path, scalar)
              .because("it refers back to itself: " + String.join(" → ", open) + " → " + path)
              .help("break the cycle: no file may refer, even indirectly, to itself"));
      return Optional.empty();
    }
    String why;
    try {
      Optional<String> text = files.text(path);
      if (text.isPresent()) {
        return Optional.of(new Source(path, withoutMark(text.get())));
      }
      why = "the file does not exist";
    } catch (IOException | RuntimeException e) {
      why = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }
    problems.add(
        unreadable(path, scalar)
            .because(why)
            .help("a relative path is resolved against the folder of the file that contains it"));
    return Optional.empty();
  }

  /** A whole file as one text, every {@code ${NAME}} replaced. */
  public Passage passage(Source source, Problems problems) {
    String text = source.text();
    return variables.replaceIn(Passage.in(text, source, 0, text.length()), problems);
  }

  private static Diagnostic unreadable(String path, Yaml.Scalar scalar) {
    return Diagnostic.error(Code.FILE_UNREADABLE, "the file `" + path + "` cannot be read")
        .at(scalar.span());
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
