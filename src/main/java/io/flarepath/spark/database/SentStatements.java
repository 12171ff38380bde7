package io.flarepath.spark.database;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.FlarepathException;
import io.flarepath.plan.InputPlan;
import io.flarepath.source.DataSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The options by which a workflow has a database execute a statement before it is read. */
public final class SentStatements {

  private static final List<String> OPTIONS = List.of("sessioninitstatement", "preparequery");

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
            .findFirst();
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
}
