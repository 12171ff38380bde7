package io.flarepath.report;

import io.flarepath.plan.ActionPlan;
import io.flarepath.run.ActionRecord;
import io.flarepath.run.Sample;
import io.flarepath.table.Column;
import io.flarepath.workflow.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a job does besides loading, as text: samples of its steps, and its actions. */
public final class UpkeepText {

  private UpkeepText() {}

  /** Some rows of a step, after its columns. */
  public static List<String> sample(String job, Sample sample) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  step %s: %s"
            .formatted(
                job,
                sample.view(),
                sample.columns().stream()
                    .map(column -> column.name() + " " + column.type())
                    .collect(Collectors.joining(", "))));
    if (sample.rows().isEmpty()) {
      lines.add("(no rows)");
      return lines;
    }
    List<String> names = sample.columns().stream().map(Column::name).toList();
    TableText.of(names, sample.rows()).lines().forEach(lines::add);
    return lines;
  }

  /** What an action did. */
  public static List<String> action(String job, ActionRecord action) {
    List<String> lines = new ArrayList<>();
    String counts =
        action.counts().entrySet().stream()
            .filter(count -> count.getValue() != 0)
            .map(
                count ->
                    String.format(
                        Locale.ROOT, "%,d %s", count.getValue(), count.getKey().replace('_', ' ')))
            .collect(Collectors.joining(", "));
    lines.add(
        "%s  %s of %s: %s  %s"
            .formatted(
                job,
                action.plan().action().word(),
                action.plan().table(),
                counts.isEmpty() ? "nothing to do" : counts,
                Amounts.duration(action.took())));
    action.notes().forEach(note -> lines.add(job + "  " + note));
    return lines;
  }

  /** What an action will do. */
  static String plan(ActionPlan plan) {
    return plan.words()
        + plan.olderThan().map(time -> ", before " + time).orElse("")
        + plan.action().match(new Restriction());
  }

  /** What an action leaves alone, to put behind its name. */
  private static final class Restriction implements Action.Cases<String> {

    @Override
    public String rewriteDataset(Action.RewriteDataset action) {
      return "";
    }

    @Override
    public String rewriteManifests(Action.RewriteManifests action) {
      return "";
    }

    @Override
    public String expireSnapshots(Action.ExpireSnapshots action) {
      return "; keeps those that hold a job's last state";
    }

    @Override
    public String removeOrphans(Action.RemoveOrphans action) {
      return action.isDryRun() ? "; dry run: only counts them" : "";
    }

    @Override
    public String deleteFromDataset(Action.DeleteFromDataset action) {
      return " where " + action.where().text().strip().replaceAll("\\s+", " ");
    }
  }
}
