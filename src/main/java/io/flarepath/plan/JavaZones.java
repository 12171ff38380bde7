package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Located;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.settings.Settings;
import io.flarepath.settings.TimeZoneName;
import io.flarepath.workflow.FlareJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for a {@code -Duser.timezone} that is not the session's zone. JDBC drivers would use it, so
 * the session's is set instead, in the driver and in the executors.
 *
 * @param submitted the settings of Spark that the process was started with
 */
record JavaZones(Settings settings, Map<String, String> submitted) {

  private static final List<String> OPTIONS =
      List.of(
          "spark.driver.defaultJavaOptions",
          "spark.driver.extraJavaOptions",
          "spark.executor.defaultJavaOptions",
          "spark.executor.extraJavaOptions");

  private static final Pattern ZONE = Pattern.compile("-Duser\\.timezone=[\"']?([^\\s\"']*)");

  void check(FlareJob job, SessionZone zone, Problems problems) {
    for (String name : OPTIONS) {
      Optional<Located<String>> written = Optional.ofNullable(job.sparkConf().get(name));
      written.ifPresent(at -> check(name, at.value(), Optional.of(at.span()), zone, problems));
      Optional.ofNullable(settings.spark().get(name))
          .ifPresent(options -> check(name, options, settings.place(name), zone, problems));
      Optional.ofNullable(submitted.get(name))
          .ifPresent(options -> check(name, options, Optional.empty(), zone, problems));
    }
  }

  private static void check(
      String name, String options, Optional<Span> place, SessionZone zone, Problems problems) {
    Matcher said = ZONE.matcher(options);
    while (said.find()) {
      String java = said.group(1);
      boolean agrees =
          TimeZoneName.zone(java)
              .filter(id -> id.getRules().equals(zone.id().getRules()))
              .isPresent();
      if (!agrees) {
        Diagnostic differs = differs(name, java, zone);
        problems.add(place.map(differs::at).orElse(differs));
      }
    }
  }

  private static Diagnostic differs(String name, String java, SessionZone zone) {
    return Diagnostic.warning(
            Code.ZONES_DIFFER,
            "`-Duser.timezone=%s` in `%s` is not used: the session's time zone is `%s`"
                .formatted(java, name, zone.id()))
        .because("that time zone comes from %s".formatted(zone.from()))
        .because("JDBC drivers use the time zone of Java, so Flarepath sets it to the session's")
        .help("remove the option, or set `%s` to its time zone".formatted(SessionZones.SETTING));
  }
}
