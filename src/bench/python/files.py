"""Workloads on sources with many files, of which a window needs a few."""

import glob
import json
import os
from dataclasses import dataclass, replace

import copies
import work as works
from build import Stop
from copies import Copy, Data
from others import Start, flarepath

FEW = "icebase.bench.few_files"
MANY = "icebase.bench.many_files"
WINDOWS = 10
OF_A_DAY = 10  # files, in the tables that are run on


@dataclass(frozen=True)
class FilesOfDays(Data):
    """Tables of small files, as many of each day. All end with the days that are copied."""

    of_a_day: int = OF_A_DAY
    lengths: tuple = ()  # each a table and its days

    def make(self, work, folder):
        for table, days in self.lengths:
            work.run(work.java("ManyFiles", "2g", {
                "catalog": folder + "/catalog.db", "warehouse": folder + "/warehouse", "source": table,
                "from": copies.day(WINDOWS - days), "days": days, "files": self.of_a_day, "together": 10}), folder, "2g")


@dataclass(frozen=True)
class Windows:
    """The same windows of the same files, of a source that has hardly more files, and of one that has many."""

    copy: Copy
    many: int
    name: str = "files"
    heap: str = "2g"
    contestants: tuple = ("few", "many")
    counted: bool = True

    @property
    def title(self):
        return "%d windows, in a source of %d files and in one of %s" % (
            WINDOWS, few_days() * OF_A_DAY, format(self.many, ","))

    @property
    def output(self):
        return self.copy.output

    @property
    def source(self):
        return FEW

    def base(self, contestant):
        return "few"

    def origin(self, work):
        return self.copy.origin(work)

    def commands(self, contestant, work, folder):
        data = replace(self.copy.data, table=FEW if contestant == "few" else MANY)
        workflow = replace(self.copy, data=data).workflow_in(folder)
        return [flarepath(work, folder, workflow, "--catch-up", "--max-windows", str(WINDOWS))]

    def facts(self, folder):
        """The files that the run's record says it read, and the CPU of a window after the first. Stops if files were
        read that no window needs."""
        [file] = glob.glob(os.path.join(folder, "logs", "runs", "*.json"))
        with open(file) as record:
            passes = json.load(record)["jobs"][0]["passes"]
        read = [sum(stage["files_read"] for stage in each["stages"]) for each in passes]
        if read != [OF_A_DAY] * WINDOWS:
            raise Stop("each of %d windows needs %d files, and this is how many were read: %s"
                       % (WINDOWS, OF_A_DAY, read))
        moments = [cpu for _, cpu in works.counts(folder)["moments"]]
        jobs = len(moments) // WINDOWS
        return {"filesRead": sum(read), "laterWindow": (moments[-1] - moments[jobs - 1]) / 1000 / (WINDOWS - 1)}


@dataclass(frozen=True)
class PlanFiles(Start):
    """A plan of a job that has not run yet, beside a Spark session that opens the source in the same Java."""

    def origin(self, work):
        return self.copy.origin(work)


def few_days():
    return 2 * WINDOWS


def workloads(sizes):
    """All workloads on many files, by name."""
    many_days = max(few_days(), sizes.files // OF_A_DAY)
    run = FilesOfDays("files-%d" % many_days, FEW, "ordered_at", lengths=((FEW, few_days()), (MANY, many_days)))
    plan = FilesOfDays("files-plan-%d" % sizes.plan_files, MANY, "ordered_at", of_a_day=5 * OF_A_DAY,
                       lengths=((MANY, max(WINDOWS, sizes.plan_files // (5 * OF_A_DAY))),))
    copy = Copy("files", "", run, "icebase.bench.copied", copies.START, "P1D", copies.day(WINDOWS), "days(ordered_at)")
    all_of_them = [
        Windows(copy, many_days * OF_A_DAY),
        PlanFiles(replace(copy, data=plan), name="files-plan", heap="1g", contestants=("plan", "session-plan"),
                  title="a plan, in a source of %s files" % format(sizes.plan_files, ",")),
    ]
    return {workload.name: workload for workload in all_of_them}
