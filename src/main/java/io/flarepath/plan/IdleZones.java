package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.settings.Settings;
import io.flarepath.workflow.FlareJob;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for time zones that Spark ignores: those of a misspelt setting, and those in the options of
 * an input or an output.
 *
 * @param submitted the settings of Spark that the process was started with
 */
record IdleZones(Settings settings, Map<String, String> submitted) {

  void check(FlareJob job, Problems problems) {
    settings.spark().keySet().stream()
        .filter(IdleZones::isMisspelt)
        .forEach(name -> problems.add(misspelt(name, settings.place(name))));
    job.sparkConf()
        .forEach(
            (name, value) -> {
              if (isMisspelt(name)) {
                problems.add(misspelt(name, Optional.of(value.span())));
              }
            });
    submitted.keySet().stream()
        .filter(IdleZones::isMisspelt)
        .forEach(name -> problems.add(misspelt(name, Optional.empty())));
    job.inputs().forEach(input -> options(input.options(), problems));
    job.outputs().forEach(output -> options(output.writer().extra(), problems));
  }

  private static boolean isMisspelt(String name) {
    return name.equalsIgnoreCase(SessionZones.SETTING) && !name.equals(SessionZones.SETTING);
  }

  private static Diagnostic misspelt(String name, Optional<Span> place) {
    Diagnostic misspelt =
        Diagnostic.warning(Code.IDLE_KEY, "`%s` has no effect on Spark".formatted(name))
            .because("the names of Spark's settings are case-sensitive")
            .help("did you mean `%s`?".formatted(SessionZones.SETTING));
    return place.map(misspelt::at).orElse(misspelt);
  }

  private static void options(Map<String, Located<String>> options, Problems problems) {
    options.forEach(
        (name, value) -> {
          if (name.equalsIgnoreCase(SessionZones.SETTING)) {
            problems.add(
                Diagnostic.warning(Code.IDLE_KEY, "`%s` has no effect in options".formatted(name))
                    .at(value.span())
                    .because("it is a setting of the job, not of one input or output")
                    .help("write it in `sparkConf`"));
          }
        });
  }
}
