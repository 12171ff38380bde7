package io.flarepath.history;

import io.flarepath.diagnostic.Code;
import io.flarepath.diagnostic.Diagnostic;
import io.flarepath.diagnostic.Severity;
import io.flarepath.plan.InputPlan;
import io.flarepath.plan.OutputPlan.Content;
import io.flarepath.plan.StateCheck;
import io.flarepath.publish.Branch;
import io.flarepath.publish.Catalog;
import io.flarepath.publish.UntakenRows;
import io.flarepath.publish.WindowChain;
import io.flarepath.sql.SqlText;
import io.flarepath.state.JobMark;
import io.flarepath.state.MarkSeal;
import io.flarepath.state.MarkTag;
import io.flarepath.state.State;
import io.flarepath.state.SummaryNames;
import io.flarepath.state.SummaryState;
import io.flarepath.table.Refs;
import io.flarepath.table.TableFacts;
import io.flarepath.table.TableFacts.SnapshotFacts;
import io.flarepath.untaken.UntakenAdvice;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at a job's tables and says what is the matter with them. Facts only, no guesses. */
public final class Doctor {

  /** So many snapshots of a source are looked at for late rows. */
  private static final int SNAPSHOTS = 1_000;

  private final Catalog tables;
  private final Duration branchAge;
  private final Clock clock;
  private final Rejections rejections;

  /**
   * A doctor.
   *
   * @param branchAge how old a branch is that no run can still be using
   * @param clock by which that is judged
   * @param rejections says whose branch an audit has left
   */
  public Doctor(Catalog tables, Duration branchAge, Clock clock, Rejections rejections) {
    this.tables = tables;
    this.rejections = rejections;
    this.branchAge = branchAge;
    this.clock = clock;
  }

  /** Everything that there is to say of one job in one table; nothing when all is well. */
  public List<Diagnostic> examine(JobTable jobTable) {
    List<Diagnostic> findings = new ArrayList<>();
    StateCheck.check(jobTable.job(), jobTable.output(), jobTable.table()).ifPresent(findings::add);
    if (jobTable.table().soundness(jobTable.jobName()) == MarkSeal.Soundness.UNSEALED) {
      // The seal of a later version tells it, and the check above says it.
      stateDiffers(jobTable).ifPresent(findings::add);
    }
    findings.addAll(new WindowChain(jobTable.job(), jobTable.table()).all());
    shortHistory(jobTable).ifPresent(findings::add);
    tables
        .metadata(jobTable.table().name())
        .ifPresent(size -> findings.addAll(MetadataAdvice.of(jobTable.table(), size)));
    findings.addAll(stateAhead(jobTable));
    UntakenRows untaken = new UntakenRows(tables, SNAPSHOTS);
    findings.addAll(
        UntakenAdvice.of(
            jobTable.jobName(),
            untaken.of(jobTable.job(), Optional.of(jobTable.table()), Map.of())));
    findings.addAll(untaken.uncounted(jobTable.job(), jobTable.table()));
    for (Branch branch : tables.branches(jobTable.table().name(), jobTable.jobName())) {
      findings.add(branch(jobTable, branch));
    }
    return findings;
  }

  /**
   * The tags of jobs that a workflow does not have, in one of its tables.
   *
   * @param jobs the names of all jobs of the workflow
   */
  public List<Diagnostic> leftTags(JobTable jobTable, Set<String> jobs) {
    TableFacts table = jobTable.table();
    List<Diagnostic> findings = new ArrayList<>();
    table
        .refs()
        .named()
        .forEach(
            (name, ref) ->
                MarkTag.job(name)
                    .filter(job -> !jobs.contains(job) && table.tag(job).isPresent())
                    .filter(job -> isLeft(jobTable, job, ref))
                    .ifPresent(job -> findings.add(left(table, name, job, ref))));
    return findings;
  }

  /** Others' jobs may write to the table too: their tags have marks, and name their workflow. */
  private static boolean isLeft(JobTable jobTable, String job, Refs.Ref ref) {
    String workflow = ref.snapshot().summary().getOrDefault(SummaryNames.WORKFLOW, "");
    return workflow.equals(jobTable.job().workflow())
        || jobTable.table().mark(job).equals(JobMark.NONE);
  }

  private static Diagnostic left(TableFacts table, String name, String job, Refs.Ref ref) {
    return Diagnostic.note(
            Code.LEFT_TAG,
            "%s has the tag `%s` of a job `%s`, which this workflow does not have"
                .formatted(table.name(), name, job))
        .because(
            (table.mark(job).equals(JobMark.NONE)
                    ? "there is no state of that job; the job was renamed or removed, and the tag"
                    : "the job was renamed or removed; the tag")
                + " keeps the files of snapshot %d from being deleted"
                    .formatted(ref.snapshot().id()))
        .help("if the job is gone: `ALTER TABLE %s DROP TAG `%s``".formatted(table.name(), name));
  }

  /** The branches past their age, which no run can still be using. */
  List<Branch> dead(JobTable jobTable) {
    return tables.branches(jobTable.table().name(), jobTable.jobName()).stream()
        .filter(this::isDead)
        .toList();
  }

  private boolean isDead(Branch branch) {
    return branch.isPastItsAge(branchAge, clock.instant());
  }

  /** Whether a finding is more than a note: somebody has to look at it. */
  public static boolean needsSomebody(Diagnostic finding) {
    return finding.severity() != Severity.NOTE;
  }

  private Diagnostic branch(JobTable jobTable, Branch branch) {
    Duration age = Duration.between(branch.committedAt(), clock.instant());
    String message =
        "%s has the branch `%s`, %d hours old"
            .formatted(jobTable.table().name(), branch.name(), Math.max(0, age.toHours()));
    String runId = branch.name().substring(branch.name().lastIndexOf('_') + 1);
    List<String> rejected = rejections.of(runId, jobTable.jobName());
    Diagnostic diagnostic =
        rejected.isEmpty()
            ? Diagnostic.note(Code.ORPHAN_BRANCH, message)
                .because(
                    "an active run has such a branch, and a crashed run leaves one behind; readers"
                        + " do not see it")
            : rejected(message, runId, rejected)
                .help(
                    "look at the rows: `flarepath query \"SELECT * FROM %s VERSION AS OF %s\"`"
                        .formatted(jobTable.table().name(), SqlText.literal(branch.name())));
    return isDead(branch)
        ? diagnostic.help("it is older than `flarepath.run.branch-ttl`; --fix removes it")
        : diagnostic.help(
            "it is removed automatically once it is older than `flarepath.run.branch-ttl`");
  }

  private static Diagnostic rejected(String message, String runId, List<String> failed) {
    Diagnostic rejected =
        Diagnostic.warning(Code.ORPHAN_BRANCH, message)
            .because(
                "the assertions of run %s failed, so its rows were not published".formatted(runId));
    for (String each : failed) {
      rejected = rejected.because(each);
    }
    return rejected;
  }

  private static Optional<Diagnostic> stateDiffers(JobTable jobTable) {
    State state = jobTable.mark().state();
    return jobTable.mark().last().stream()
        .flatMap(
            last ->
                jobTable.table().history().stream().filter(each -> each.id() == last.snapshotId()))
        .map(snapshot -> SummaryState.after(snapshot.summary()))
        .filter(published -> !published.equals(state))
        .findFirst()
        .map(
            published ->
                Diagnostic.warning(
                        Code.STATE_DIFFERS,
                        "the state of `%s` in %s is not the state that was published with the data"
                            .formatted(jobTable.jobName(), jobTable.table().name()))
                    .because(
                        "`%s` was published, but the state is now `%s`".formatted(published, state))
                    .help(
                        "the table properties were changed outside Flarepath; `flarepath state"
                            + " rewind` restores the"
                            + " published state"));
  }

  private static Optional<Diagnostic> shortHistory(JobTable jobTable) {
    if (jobTable.output().content() == Content.STATE) {
      return Optional.empty(); // There undo takes nothing back but the state.
    }
    List<SnapshotFacts> history = jobTable.table().history();
    return jobTable.mark().last().stream()
        .flatMap(last -> history.stream().filter(each -> each.id() == last.snapshotId()))
        .filter(last -> last.parentId().isPresent())
        .filter(last -> history.indexOf(last) == history.size() - 1)
        .findFirst()
        .map(
            last ->
                Diagnostic.note(
                        Code.SHORT_HISTORY,
                        "the last publish of `%s` into %s cannot be undone"
                            .formatted(jobTable.jobName(), jobTable.table().name()))
                    .because("the snapshot before it has expired")
                    .help("configure `expire_snapshots` to keep at least two snapshots"));
  }

  private List<Diagnostic> stateAhead(JobTable jobTable) {
    List<Diagnostic> findings = new ArrayList<>();
    for (InputPlan input : jobTable.job().inputs()) {
      input
          .source()
          .asTable()
          .map(source -> new TablePast(tables, jobTable, source, clock))
          .flatMap(past -> input.read().flatMap(read -> read.lead(past)))
          .ifPresent(lead -> findings.add(ahead(jobTable, lead.at(), lead.why())));
    }
    return findings;
  }

  private static Diagnostic ahead(JobTable jobTable, String state, String why) {
    return Diagnostic.warning(
            Code.STATE_AHEAD,
            "the state of `%s` in %s is ahead of its data, at %s"
                .formatted(jobTable.jobName(), jobTable.table().name(), state))
        .because(why)
        .help(
            "rows that arrive with earlier values will not be read; `flarepath state set` moves"
                + " the state back");
  }
}
