package io.flarepath.plan;

import io.flarepath.connector.Formats;
import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Problems;
import io.flarepath.settings.CatalogSettings;
import io.flarepath.settings.Depot;
import io.flarepath.settings.Settings;
import io.flarepath.source.DataSource;
import io.flarepath.source.Folder;
import io.flarepath.workflow.Output.SaveMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Outputs that replace a folder in which there is more than their own files: a root, the root of a
 * depot or of a warehouse, a folder with other outputs or with inputs in it. What is really in a
 * folder is looked at before it is written; this is what the workflow and the settings say.
 */
final class ReplacedFolders {

  private final Settings settings;
  private final Problems problems;

  private ReplacedFolders(Settings settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  static void check(List<JobPlan> jobs, Settings settings, Problems problems) {
    List<JobPlan.Load> loads = jobs.stream().flatMap(job -> job.asLoad().stream()).toList();
    ReplacedFolders folders = new ReplacedFolders(settings, problems);
    for (JobPlan.Load job : loads) {
      for (SinkPlan sink : job.sinks()) {
        sink.target().asFiles().ifPresent(files -> folders.check(sink, files, loads));
      }
    }
  }

  private void check(SinkPlan sink, DataSource.Files files, List<JobPlan.Load> jobs) {
    Folder folder = folder(files.path());
    if (folder.isRoot()) {
      problems.add(refused(sink, "it is the root of a file system, or a whole bucket"));
      return;
    }
    if (sink.saveMode() != SaveMode.OVERWRITE) {
      return;
    }
    root(folder)
        .or(() -> other(sink, folder, jobs))
        .ifPresent(why -> problems.add(refused(sink, why)));
  }

  /** What the settings say is there. */
  private Optional<String> root(Folder folder) {
    for (Depot depot : settings.depots().values()) {
      Optional<Folder> root = depot.asFiles().map(files -> folder(files.root()));
      if (root.filter(found -> isIn(found, folder)).isPresent()) {
        return Optional.of("it contains the depot `%s`".formatted(depot.name()));
      }
    }
    for (CatalogSettings catalog : settings.catalogs().values()) {
      Optional<Folder> warehouse = Warehouse.of(catalog).map(ReplacedFolders::folder);
      if (warehouse.filter(found -> isIn(found, folder)).isPresent()) {
        return Optional.of("it contains the tables of the catalog `%s`".formatted(catalog.name()));
      }
    }
    return Optional.empty();
  }

  private static boolean isIn(Folder inner, Folder folder) {
    return inner.equals(folder) || folder.contains(inner);
  }

  /** What this workflow reads or writes in it. */
  private Optional<String> other(SinkPlan sink, Folder folder, List<JobPlan.Load> jobs) {
    List<String> inside = new ArrayList<>();
    for (JobPlan.Load job : jobs) {
      for (SinkPlan other : job.sinks()) {
        boolean isOther = !other.equals(sink) && !isSaid();
        other
            .target()
            .asFiles()
            .filter(files -> isOther && folder.contains(folder(files.path())))
            .ifPresent(
                files ->
                    inside.add(
                        "the output `%s` writes to %s, in this folder"
                            .formatted(other.view(), files)));
      }
      for (InputPlan input : job.inputs()) {
        input
            .source()
            .asFiles()
            .filter(files -> folder.contains(folder(files.path())))
            .ifPresent(
                files ->
                    inside.add(
                        "the input `%s` reads %s, in this folder".formatted(input.name(), files)));
      }
    }
    return inside.stream().findFirst();
  }

  /** Whether it has been said already, of jobs that do not wait for each other. */
  private boolean isSaid() {
    return problems.all().stream().anyMatch(said -> said.code() == Code.SHARED_FOLDER);
  }

  /** Iceberg and Hadoop have two names for one store. */
  private static Folder folder(String path) {
    return Folder.of(
        new DataSource.Files(path.replaceFirst("^s3[an]://", "s3://"), Formats.PARQUET));
  }

  private static Diagnostic refused(SinkPlan sink, String why) {
    return Diagnostic.error(
            Code.FOLDER_SHARED_WITH_OTHERS,
            "the output `%s` cannot %s %s"
                .formatted(
                    sink.view(),
                    sink.saveMode() == SaveMode.OVERWRITE ? "replace" : "write to",
                    sink.target()))
        .at(sink.output().dataset().span())
        .because(why)
        .help(
            "write to a folder of its own: `dataos://depot:collection/%s`".formatted(sink.view()));
  }
}
