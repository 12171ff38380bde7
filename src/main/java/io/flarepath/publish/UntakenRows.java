package io.flarepath.publish;

import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.pass.PartialRead;
import io.flarepath.pass.Window;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.JobPlan;
import io.flarepath.plan.Write;
import io.flarepath.source.DataSource;
import io.flarepath.state.SourceRead;
import io.flarepath.state.State;
import io.flarepath.state.SummaryNames;
import io.flarepath.state.SummaryState;
import io.flarepath.table.Column;
import io.flarepath.table.ColumnTypes;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.untaken.PublishedRead;
import io.flarepath.untaken.Question;
import io.flarepath.untaken.UncountedAdvice;
import io.flarepath.untaken.Untaken;
import io.flarepath.window.Axis;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the rows that no window of a job takes, from the metadata of its inputs' tables and from
 * what its output table says of the windows that were published. Reads no rows.
 *
 * @param mostSnapshots at most so many snapshots of a source are looked at for late rows
 */
public record UntakenRows(Catalog tables, int mostSnapshots) {

  /**
   * Those of each incremental input that is a table, as far as they are known.
   *
   * @param output the output table; empty before the first publish
   * @param next the window that comes next, by the input's name, where it is known
   */
  public List<Untaken> of(JobPlan.Load job, Optional<TableFacts> output, Map<String, Window> next) {
    List<Untaken> all = new ArrayList<>();
    for (InputPlan input : job.inputs()) {
      Optional<Window> window = Optional.ofNullable(next.get(input.name()));
      input
          .read()
          .flatMap(
              read ->
                  input
                      .currentTable()
                      .flatMap(table -> new Asking(job, input, read, table).of(output, window)))
          .ifPresent(all::add);
    }
    return all;
  }

  /** What is said of inputs whose rows are not counted, since their windows have no steps. */
  public List<Diagnostic> uncounted(JobPlan.Load job, TableFacts output) {
    List<Diagnostic> notes = new ArrayList<>();
    for (InputPlan input : job.inputs()) {
      input
          .read()
          .flatMap(
              read ->
                  input
                      .currentTable()
                      .flatMap(table -> new Asking(job, input, read, table).uncounted(output)))
          .ifPresent(notes::add);
    }
    return notes;
  }

  /** One input. */
  private final class Asking {

    private final String job;
    private final ZoneId zone;
    private final InputPlan input;
    private final PartialRead read;
    private final DataSource.Table source;

    Asking(JobPlan.Load job, InputPlan input, PartialRead read, DataSource.Table source) {
      this.job = job.name().value();
      this.zone = job.zone().id();
      this.input = input;
      this.read = read;
      this.source = source;
    }

    Optional<Untaken> of(Optional<TableFacts> output, Optional<Window> next) {
      List<PublishedRead> reads = output.map(this::reads).orElse(List.of());
      State state = output.map(table -> table.mark(job).state()).orElse(State.EMPTY);
      return question(reads, state, next)
          .flatMap(
              question ->
                  tables
                      .untaken(source.name(), question)
                      .map(
                          counts ->
                              new Untaken(input.name(), source.toString(), question, counts)));
    }

    Optional<Diagnostic> uncounted(TableFacts output) {
      List<PublishedRead> reads = published(output);
      return reads.stream()
          .skip(Math.max(0, reads.size() - 1))
          .filter(last -> !last.range().axis().hasSteps())
          .map(last -> UncountedAdvice.of(source.toString(), column(last), last.range().axis()))
          .findFirst();
    }

    /** The reads of the newest one's column, as far as their rows can be counted. */
    private List<PublishedRead> reads(TableFacts output) {
      List<PublishedRead> reads = published(output);
      String newest = reads.isEmpty() ? "" : column(reads.get(reads.size() - 1));
      // What has no steps is not counted, such as windows of text.
      reads.removeIf(old -> !column(old).equals(newest) || !old.range().axis().hasSteps());
      return reads;
    }

    /** What the snapshots of the output say of windows of this input, the oldest first. */
    private List<PublishedRead> published(TableFacts output) {
      List<PublishedRead> reads = new ArrayList<>();
      for (SnapshotFacts snapshot : output.history()) {
        Map<String, String> summary = snapshot.summary();
        if (SummaryState.isOf(job, summary)) {
          Optional.ofNullable(SourceRead.of(summary).get(input.name()))
              .map(
                  read ->
                      new PublishedRead(
                          read,
                          SummaryState.keys(summary),
                          SummaryState.before(summary).isEmpty()
                              && Mode.RUN.word().equals(summary.get(SummaryNames.MODE)),
                          new Write.Append().word().equals(summary.get(SummaryNames.WRITE))))
              .ifPresent(found -> reads.add(0, found));
        }
      }
      return reads;
    }

    private static String column(PublishedRead read) {
      return read.read().window().column().orElse("");
    }

    private Optional<Question> question(
        List<PublishedRead> reads, State state, Optional<Window> next) {
      if (!reads.isEmpty()) {
        PublishedRead last = reads.get(reads.size() - 1);
        return Optional.of(question(column(last), last.range().axis(), reads, state, next));
      }
      return read.column()
          .flatMap(column -> axis(column).map(axis -> question(column, axis, reads, state, next)));
    }

    private Question question(
        String column, Axis axis, List<PublishedRead> reads, State state, Optional<Window> next) {
      OptionalLong start =
          next.filter(window -> window.range().axis() == axis)
              .filter(window -> window.column().equalsIgnoreCase(column))
              .map(window -> OptionalLong.of(window.range().firstStep()))
              .orElseGet(() -> start(axis, reads, state));
      OptionalLong first =
          reads.stream()
              .filter(PublishedRead::isFirst)
              .mapToLong(each -> each.range().firstStep())
              .min();
      boolean isFirst = first.isEmpty() && state.isEmpty();
      return new Question(column, axis, isFirst ? start : first, start, reads, mostSnapshots);
    }

    /**
     * Where the state goes on, if what the last publish says shows that the state's text is the
     * first value of a window.
     */
    private OptionalLong start(Axis axis, List<PublishedRead> reads, State state) {
      boolean isKnown =
          reads.stream()
              .skip(Math.max(0, reads.size() - 1))
              .map(
                  last ->
                      read.first(last.keys(), axis, zone)
                          .equals(OptionalLong.of(last.range().firstStep())))
              .findFirst()
              .orElse(false);
      return isKnown ? read.first(state, axis, zone) : OptionalLong.empty();
    }

    private Optional<Axis> axis(String column) {
      return tables.load(source.name()).stream()
          .flatMap(facts -> facts.columns().stream())
          .filter(each -> each.name().equalsIgnoreCase(column))
          .map(Column::type)
          .flatMap(type -> ColumnTypes.axis(type).stream())
          .filter(Axis::hasSteps)
          .findFirst();
    }
  }
}
