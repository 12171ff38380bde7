package io.flarepath.sql;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import java.util.List;
import java.util.Locale;

/**
 * Something in SQL that runs a program, with the rights of the process that executes the SQL.
 *
 * @param words what it is and what it does, as the start of a sentence
 */
public record SqlProgram(String words) {

  /** Functions that call any method of any class. */
  public static final List<String> FUNCTIONS = List.of("reflect", "java_method", "try_reflect");

  private static final String FORBIDDEN = ", which is not allowed";

  /** {@code TRANSFORM}, {@code MAP} or {@code REDUCE} with {@code USING}. */
  public static SqlProgram transform() {
    return new SqlProgram("`TRANSFORM … USING` runs a program of the operating system");
  }

  /** One of {@link #FUNCTIONS}, in any case. */
  public static SqlProgram function(String name) {
    return new SqlProgram(
        "the function `" + name.toLowerCase(Locale.ROOT) + "` calls Java methods");
  }

  /** A function that somebody has put into a metastore. */
  public static SqlProgram ofCatalog(String name) {
    return new SqlProgram("the function `" + name + "` of the catalog runs a class of its creator");
  }

  /** What is refused where a run may execute no program. */
  public String forbidden() {
    return words + FORBIDDEN;
  }

  /** What the user may do then. */
  public List<String> helps() {
    return List.of(
        "use Spark's own functions, or a step with a class of yours",
        "or set `flarepath.run.allow-scripts = true`, if you trust every author of the SQL");
  }

  /** The same as a diagnostic without a place. */
  public Diagnostic refused() {
    Diagnostic refused = Diagnostic.error(Code.SCRIPT_REFUSED, forbidden());
    for (String help : helps()) {
      refused = refused.help(help);
    }
    return refused;
  }
}
