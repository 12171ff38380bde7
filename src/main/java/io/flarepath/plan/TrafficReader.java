package io.flarepath.plan;

import io.flarepath.diagnostic.Located;
import io.flarepath.plan.Traffic.Change;
import io.flarepath.plan.Traffic.Kind;
import io.flarepath.plan.Traffic.Read;
import io.flarepath.plan.Traffic.Use;
import io.flarepath.settings.Settings;
import io.flarepath.source.Place;
import io.flarepath.source.PlaceFinder;
import io.flarepath.sql.SqlFacts.TableRead;
import io.flarepath.workflow.Action;
import io.flarepath.workflow.Output;
import io.flarepath.workflow.Output.SaveMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what a planned job reads and writes that other jobs may write and read. */
final class TrafficReader {

  private static final String DEFAULT_CATALOG = "spark.sql.defaultCatalog";

  private final Settings settings;

  TrafficReader(Settings settings) {
    this.settings = settings;
  }

  /** Of a job that checks the version of a table. */
  Traffic of(JobPlan.CheckVersion job) {
    Place place = places(Map.of()).current(job.table());
    return new Traffic(
        job.name().value(),
        List.of(new Read(place, job.dataset().span(), Use.ROWS)),
        List.of(),
        false);
  }

  /**
   * Of a job that loads data.
   *
   * @param named the names of tables in its SQL
   */
  Traffic of(JobPlan.Load job, List<TableRead> named) {
    PlaceFinder places = places(job.job().sparkConf());
    List<Read> reads = new ArrayList<>();
    List<Change> writes = new ArrayList<>();
    for (InputPlan input : job.inputs()) {
      places
          .read(input.source(), input.input().options())
          .ifPresent(place -> reads.add(new Read(place, input.input().place(), Use.ROWS)));
    }
    for (TableRead name : named) {
      places.named(name).ifPresent(place -> reads.add(new Read(place, name.place(), Use.ROWS)));
    }
    for (OutputPlan output : job.outputs()) {
      switch (output.content()) {
        case STATE -> {}
        case RESULT -> {
          Output written = output.output();
          Place place = places.written(output.table(), written.writer().extra());
          writes.add(new Change(place, written.dataset().span(), kind(output)));
          written
              .merge()
              .ifPresent(merge -> reads.add(new Read(place, merge.on().span(), Use.MERGE)));
        }
      }
    }
    for (SinkPlan sink : job.sinks()) {
      Output written = sink.output();
      places
          .written(sink.target(), written.writer().extra())
          .map(place -> new Change(place, written.dataset().span(), kind(sink)))
          .ifPresent(writes::add);
    }
    for (ActionPlan action : job.actions()) {
      Place place = places.current(action.table());
      reads.add(new Read(place, action.action().name().span(), Use.UPKEEP));
      if (deletes(action.action())) {
        writes.add(new Change(place, action.action().name().span(), Kind.DELETE));
      }
    }
    return new Traffic(job.name().value(), reads, writes, job.writes());
  }

  private PlaceFinder places(Map<String, Located<String>> sparkConf) {
    return new PlaceFinder(
        settings,
        Optional.ofNullable(sparkConf.get(DEFAULT_CATALOG))
            .map(Located::value)
            .or(() -> Optional.ofNullable(settings.spark().get(DEFAULT_CATALOG)))
            .orElse("spark_catalog"));
  }

  private static Kind kind(OutputPlan output) {
    return output.output().merge().isPresent()
        ? Kind.MERGE
        : kind(output.saveMode(), output.output().dynamicOverwrite());
  }

  private static Kind kind(SinkPlan sink) {
    return kind(sink.saveMode(), sink.replacesPartitions());
  }

  private static Kind kind(SaveMode mode, boolean replacesPart) {
    return switch (mode) {
      case APPEND -> Kind.ADD;
      case OVERWRITE -> replacesPart ? Kind.REPLACE_PART : Kind.REPLACE_ALL;
      case IGNORE, ERRORIFEXISTS -> Kind.CREATE;
    };
  }

  private static boolean deletes(Action action) {
    return action.match(
        new Action.Cases<>() {
          @Override
          public Boolean rewriteDataset(Action.RewriteDataset any) {
            return false;
          }

          @Override
          public Boolean rewriteManifests(Action.RewriteManifests any) {
            return false;
          }

          @Override
          public Boolean expireSnapshots(Action.ExpireSnapshots any) {
            return false;
          }

          @Override
          public Boolean removeOrphans(Action.RemoveOrphans any) {
            return false;
          }

          @Override
          public Boolean deleteFromDataset(Action.DeleteFromDataset any) {
            return true;
          }
        });
  }
}
