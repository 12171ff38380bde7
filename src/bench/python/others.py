"""Workloads that are no plain copy: many runs, a long history, starting up."""

import os
from dataclasses import dataclass, replace

import build
import copies
from copies import Copy


def flarepath(work, folder, workflow, *options, counted=True):
    return [build.FLAREPATH, "run", "--conf", work.settings(folder, counted), *options, workflow]


@dataclass(frozen=True)
class ManyRuns:
    """The same windows, loaded by one run and by a run for each."""

    copy: Copy
    windows: int
    name: str = "catch-up"
    heap: str = "2g"
    contestants: tuple = ("one run", "many runs")
    counted: bool = True

    @property
    def title(self):
        return "%d windows in one run, and in a run for each" % self.windows

    @property
    def output(self):
        return self.copy.output

    @property
    def source(self):
        return self.copy.source

    def base(self, contestant):
        return "one run"

    def origin(self, work):
        return self.copy.origin(work)

    def commands(self, contestant, work, folder):
        workflow = self.copy.workflow_in(folder)
        if contestant == "one run":
            return [flarepath(work, folder, workflow, "--catch-up")]
        return [flarepath(work, folder, workflow)] * self.windows


@dataclass(frozen=True)
class LateDay:
    """One more day on top of a long history, beside a job that computes all days anew."""

    copy: Copy  # by days, whose history is loaded in longer steps
    days: int
    step: int  # days; the history is a multiple of it
    name: str = "increment"
    heap: str = "2g"
    contestants: tuple = ("flarepath", "expert", "rebuild")
    counted: bool = True

    @property
    def title(self):
        return "one day more, after %s days" % format(self.days - 1, ",")

    @property
    def output(self):
        return self.copy.output

    @property
    def source(self):
        return self.copy.source

    def base(self, contestant):
        return "expert"

    def origin(self, work):
        history = replace(self.copy, step="P%dD" % self.step, until=copies.day(self.days - 1))
        return with_history(history, self.name, ("flarepath", "expert"), ("--max-windows", str(self.days // self.step)), work)

    def commands(self, contestant, work, folder):
        return self.copy.commands(contestant, work, folder)


@dataclass(frozen=True)
class Growth:
    """The same number of windows, in a new table and after many others, each in a new process."""

    copy: Copy
    windows: int
    before: int
    name: str = "growth"
    heap: str = "2g"
    contestants: tuple = ("flarepath-early", "flarepath-late", "expert-early", "expert-late")
    counted: bool = True
    output = None  # what they leave behind differs

    @property
    def title(self):
        return "%d windows of 20 rows in a new table, and after %d others" % (self.windows, self.before)

    def base(self, contestant):
        return contestant.replace("-late", "-early")

    def origin(self, work):
        before = replace(self.copy, until=copies.day(self.before))
        return with_history(before, self.name, ("flarepath-late", "expert-late"),
                            ("--max-windows", str(self.before)), work)

    def commands(self, contestant, work, folder):
        who, when = contestant.split("-")
        if who == "flarepath":
            return [flarepath(work, folder, self.copy.workflow_in(folder), "--catch-up", "--max-windows", str(self.windows))]
        until = self.windows + (self.before if when == "late" else 0)
        return [replace(self.copy, until=copies.day(until)).command("expert", work, folder)]


def with_history(history, name, contestants, options, work):
    """A source and the contestants' outputs, into which a history was already loaded: by the expert's job for the
    expert, and by Flarepath for all others."""

    history.origin(work)  # with what a first plan leaves behind

    def make(folder):
        history.data.make(work, folder)
        for contestant in contestants:
            run = work.fresh_run(contestant, folder)
            if contestant.startswith("expert"):
                command = history.command("expert", work, run)
            else:
                command = flarepath(work, run, history.workflow_in(run), "--catch-up", *options)
            work.run(command, run, history.heap)
            work.keep_prepared(contestant, folder)

    return work.data("%s-%s-%s" % (name, history.data.name, history.until[:10]), make)


@dataclass(frozen=True)
class Start:
    """A plan and a run that find no window due, since all are loaded: all that comes before a first pass. Beside them,
    a Spark session that opens the source, in the same Java."""

    copy: Copy
    name: str = "start"
    title: str = "starting up: a plan, and a run until it knows what to do"
    heap: str = "2g"
    contestants: tuple = ("plan", "session-plan", "run", "session-run")
    counted: bool = False
    output = None

    def base(self, contestant):
        return contestant if contestant.startswith("session") else "session-" + contestant

    def origin(self, work):
        return with_history(self.copy, self.name, ("plan", "run"), (), work)

    def commands(self, contestant, work, folder):
        if contestant.startswith("session"):
            return [work.java("BareSession", self.heap, {
                "catalog": folder + "/catalog.db", "warehouse": folder + "/warehouse",
                "source": self.copy.data.table}, contestant.split("-")[1])]
        workflow = self.copy.workflow_in(folder)
        return [[build.FLAREPATH, contestant, "--conf", work.settings(folder, counted=False), workflow]]


@dataclass(frozen=True)
class Validate:
    """A new process that checks one workflow, and needs no Spark."""

    copy: Copy
    name: str = "validate"
    title: str = "validate, from the shell's command to its exit"
    heap: str = "2g"
    contestants: tuple = ("validate",)
    counted: bool = False
    output = None

    def base(self, contestant):
        return contestant

    def origin(self, work):
        return self.copy.origin(work)

    def commands(self, contestant, work, folder):
        return [[build.FLAREPATH, "validate", os.path.join(build.HOME, self.copy.workflow)]]


def workloads(sizes):
    """All workloads that are no plain copy, by name."""
    of_copies = copies.workloads(sizes)
    tiny = of_copies["tiny"]

    def by_days(name, days, rows_a_day):
        return replace(tiny, name=name, data=copies.orders(name, days * rows_a_day, days), until=copies.day(days),
                       contestants=("flarepath", "expert", "rebuild"))

    step = 27 if sizes.history % 27 == 0 else 1
    all_of_them = [
        ManyRuns(by_days("catch-up", sizes.runs, 20), sizes.runs),
        LateDay(by_days("increment", sizes.history + 1, 1000), sizes.history + 1, step),
        Growth(by_days("growth", sizes.before + 60, 20), 60, sizes.before),
        Start(by_days("start", 2, 20)),
        Validate(of_copies["flights"]),
    ]
    return {workload.name: workload for workload in all_of_them}
