package io.flarepath.spark.database;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.InputPlan;
import io.flarepath.source.DataSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options by which a workflow has a database execute a statement before it is read. */
public final class SentStatements {

  private static final List<String> OPTIONS =
      List.of(
          "sessioninitstatement",
          "preparequery",
          // Of drivers, which are given all options and read them in addresses: H2, MySQL, SQLite.
          "init",
          "sessionvariables",
          "enable_load_extension");

  private static final Pattern IN_ADDRESS =
      Pattern.compile("(?i)[?&;,({](?<name>init|sessionVariables|enable_load_extension)\\s*=");

  private SentStatements() {}

  /**
   * Refuses them for whoever only looks: they can change anything that the user of the database may
   * change.
   *
   * @throws FlarepathException if the input has one
   */
  public static void refuse(InputPlan input, DataSource.Connector connector) {
    Optional<String> sent =
        Stream.concat(
                connector.options().keySet().stream(), input.input().options().keySet().stream())
            .filter(name -> OPTIONS.contains(name.toLowerCase(Locale.ROOT)))
            .findFirst()
            .or(() -> inAddress(input));
    if (sent.isPresent()) {
      throw new FlarepathException(
          Diagnostic.error(
                  Code.SCRIPT_REFUSED,
                  "the database would execute the input's `%s`, and this command only looks"
                      .formatted(sent.get()))
              .at(
                  Optional.ofNullable(input.input().options().get(sent.get()))
                      .orElse(input.input().name())
                      .span())
              .help("set `flarepath.run.allow-scripts = true`, if you trust the workflow's author")
              .help("or use `run`, which is expected to change things"));
    }
  }

  /**
   * What the workflow's own address of a database says; that of a depot is the settings' affair.
   */
  private static Optional<String> inAddress(InputPlan input) {
    String dataset = input.input().origin().match(data -> data.address().value(), query -> "");
    Optional<String> url =
        input.input().options().entrySet().stream()
            .filter(option -> option.getKey().equalsIgnoreCase("url"))
            .map(option -> option.getValue().value())
            .findFirst();
    Matcher found = IN_ADDRESS.matcher(url.orElse(dataset));
    return found.find() ? Optional.of(found.group("name")) : Optional.empty();
  }
}
