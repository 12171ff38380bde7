package io.flarepath.plan;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.diagnostic.Span;
import io.flarepath.settings.Settings;
import io.flarepath.workflow.FlareJob;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the one time zone of a job, in rising order of precedence: the default, {@code
 * run.time-zone}, the settings of Spark in the settings files, {@code sparkConf}, and what was
 * submitted.
 */
public final class SessionZones {

  /** Spark's name for the time zone. */
  public static final String SETTING = "spark.sql.session.timeZone";

  /** What the embedded settings say. */
  private static final String DEFAULT = "UTC";

  private final Settings settings;
  private final Map<String, String> submitted;

  /**
   * @param submitted the settings of Spark that the process was started with, by {@code
   *     spark-submit} for example
   */
  public SessionZones(Settings settings, Map<String, String> submitted) {
    this.settings = settings;
    this.submitted = Map.copyOf(submitted);
  }

  /**
   * The zone where no job says one.
   *
   * @param problems takes names that are no time zones, and zones that are written and not used
   */
  public SessionZone of(Problems problems) {
    return chosen(written(Optional.empty()), problems);
  }

  /**
   * The zone of a job.
   *
   * @param problems takes names that are no time zones, and zones that are written and not used
   */
  public SessionZone of(FlareJob job, Problems problems) {
    SessionZone zone = chosen(written(Optional.of(job)), problems);
    new JavaZones(settings, submitted).check(job, zone, problems);
    new IdleZones(settings, submitted).check(job, problems);
    return zone;
  }

  /** Jobs of one workflow share one Java, and JDBC drivers use its time zone. */
  static void agree(List<JobPlan.Load> jobs, Problems problems) {
    if (jobs.isEmpty()) {
      return;
    }
    JobPlan.Load first = jobs.get(0);
    jobs.stream()
        .filter(job -> !job.zone().agreesWith(first.zone()))
        .findFirst()
        .ifPresent(other -> problems.add(disagree(first, other)));
  }

  private List<WrittenZone> written(Optional<FlareJob> job) {
    List<WrittenZone> written = new ArrayList<>();
    Optional<Span> place = settings.place(Settings.TIME_ZONE);
    boolean isDefault = place.isEmpty() && settings.run().timeZone().equals(DEFAULT);
    written.add(
        new WrittenZone(
            isDefault ? ZoneOrigin.DEFAULT : ZoneOrigin.TIME_ZONE,
            settings.run().timeZone(),
            place));
    Optional.ofNullable(settings.spark().get(SETTING))
        .map(name -> new WrittenZone(ZoneOrigin.SPARK_SETTINGS, name, settings.place(SETTING)))
        .ifPresent(written::add);
    job.flatMap(asked -> Optional.ofNullable(asked.sparkConf().get(SETTING)))
        .map(at -> new WrittenZone(ZoneOrigin.WORKFLOW, at.value(), Optional.of(at.span())))
        .ifPresent(written::add);
    Optional.ofNullable(submitted.get(SETTING))
        .map(name -> new WrittenZone(ZoneOrigin.SUBMITTED, name, Optional.empty()))
        .ifPresent(written::add);
    return written;
  }

  /**
   * The last zone.
   *
   * @param written in rising order of precedence
   */
  static SessionZone chosen(List<WrittenZone> written, Problems problems) {
    written.stream()
        .filter(each -> each.zone().isEmpty())
        .forEach(each -> problems.add(each.unknown()));
    List<SessionZone> zones = written.stream().flatMap(each -> each.zone().stream()).toList();
    if (zones.isEmpty()) {
      return new SessionZone(ZoneId.of(DEFAULT), ZoneOrigin.DEFAULT, Optional.empty());
    }
    SessionZone chosen = zones.get(zones.size() - 1);
    zones.stream()
        .filter(zone -> !zone.isDefault() && !zone.agreesWith(chosen))
        .forEach(zone -> problems.add(overruled(zone, chosen)));
    return chosen;
  }

  private static Diagnostic overruled(SessionZone zone, SessionZone chosen) {
    Diagnostic overruled =
        Diagnostic.warning(
                Code.ZONES_DIFFER,
                "the time zone `%s` is not used: %s says `%s`"
                    .formatted(zone.id(), chosen.origin().words(), chosen.id()))
            .because("%s takes precedence over %s".formatted(chosen.from(), zone.from()))
            .help("write the same time zone in both, or remove one of them");
    return zone.place().or(chosen::place).map(overruled::at).orElse(overruled);
  }

  private static Diagnostic disagree(JobPlan.Load first, JobPlan.Load other) {
    Span place = other.zone().place().or(first.zone()::place).orElse(other.name().span());
    return Diagnostic.error(
            Code.ZONES_DIFFER,
            "the jobs `%s` and `%s` have different time zones, `%s` and `%s`"
                .formatted(
                    first.name().value(),
                    other.name().value(),
                    first.zone().id(),
                    other.zone().id()))
        .at(place)
        .because(
            "the first comes from %s, the second from %s"
                .formatted(first.zone().from(), other.zone().from()))
        .because("the jobs of a workflow share one JVM, and JDBC drivers use its time zone")
        .help("write the same `%s` in the `sparkConf` of every job".formatted(SETTING))
        .help("or put the jobs into separate workflows");
  }
}
