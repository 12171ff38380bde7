"""Workloads that copy a table window by window, and their contestants."""

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import build
import peers


@dataclass(frozen=True)
class Data:
    """A source table, and how it is made."""

    name: str
    table: str
    column: str
    rows: int = 0
    days: int = 0
    shops: int = 100

    def folder(self, work):
        return work.data(self.name, lambda folder: self.make(work, folder))

    def make(self, work, folder):
        if self.rows:
            work.run(work.java("Orders", "2g", {
                "catalog": folder + "/catalog.db", "warehouse": folder + "/warehouse", "source": self.table,
                "rows": self.rows, "days": self.days, "shops": self.shops, "from": START}), folder, "2g")
        else:
            work.run([build.FLAREPATH, "run", "--conf", work.settings(folder),
                      os.path.join(build.HOME, "jobs/flights-ingest.yaml")], folder, "2g")


START = "2023-01-01T00:00:00"
FLIGHTS = Data("flights", "icebase.retail.flights", "departed_at")


def orders(name, rows, days, shops=100):
    return Data("%s-%d-%d-%d" % (name, rows, days, shops), "icebase.bench.orders", "ordered_at", rows, days, shops)


@dataclass(frozen=True)
class Copy:
    """One source, copied in windows of one size into an output that does not exist yet."""

    name: str
    title: str
    data: Data
    output: str
    start: str
    step: str  # as in ISO 8601: P1D, P1M, P1Y
    until: str
    partitions: str
    workflow: str = ""  # a workflow of the repository; else one is written
    last_end: bool = False  # the last window includes its end
    heap: str = "2g"
    contestants: tuple = ("flarepath", "expert", "rebuild")
    counted = True

    @property
    def source(self):
        return self.data.table

    def base(self, contestant):
        return "expert"

    def origin(self, work):
        folder = self.data.folder(work)
        if not build.is_newer(build.ARCHIVE, build.all_jar()):
            # As on every machine where a plan was asked for once. All contestants then start from this archive.
            run = work.fresh_run("plan", folder)
            work.run([build.FLAREPATH, "plan", "--conf", work.settings(run, counted=False), self.workflow_in(run)], run,
                     self.heap, leave_out=("FLAREPATH_CLASSPATH",))
        return folder

    def commands(self, contestant, work, folder):
        return [self.command(contestant, work, folder)]

    def command(self, contestant, work, folder):
        if contestant == "flarepath":
            return [build.FLAREPATH, "run", "--catch-up", "--conf", work.settings(folder), self.workflow_in(folder)]
        arguments = {
            "catalog": folder + "/catalog.db", "warehouse": folder + "/warehouse", "counts": folder + "/counts.json",
            "source": self.data.table, "output": self.output, "column": self.data.column,
            "partitions": self.partitions}
        if contestant == "rebuild":
            return work.java("FullRebuild", self.heap, arguments)
        arguments.update({"from": self.start, "step": self.step, "until": self.until})
        if contestant == "expert-one-commit":
            arguments["one-commit"] = "yes"
        if self.last_end:
            arguments["last-end"] = "included"
        return work.java("Expert", self.heap, arguments)

    def workflow_in(self, folder):
        if self.workflow:
            return os.path.join(build.HOME, self.workflow)
        file = os.path.join(folder, self.name + ".yaml")
        with open(file, "w") as workflow:
            workflow.write(self.yaml())
        return file

    def yaml(self):
        number, unit = self.step[1:-1], {"D": "DAY", "M": "MONTH", "Y": "YEAR"}[self.step[-1]]
        partitions = "".join(
            "\n                      - {type: %s, column: %s, name: %s_%s}" % (
                ("day", column, column, "day") if column else ("identity", kind, kind, "id"))
            for kind, _, column in (part.strip(" )").partition("(") for part in self.partitions.split(",")))
        return WORKFLOW % {
            "name": self.name, "source": address(self.data.table), "output": address(self.output),
            "column": self.data.column, "start": self.start.replace("T", " "), "number": number, "unit": unit,
            "partitions": partitions}


def address(table):
    depot, collection, name = table.split(".")
    return "dataos://%s:%s/%s" % (depot, collection, name)


WORKFLOW = """version: v1
name: %(name)s
type: workflow
workflow:
  dag:
    - name: %(name)s
      spec:
        stack: flare:6.0
        stackSpec:
          job:
            inputs:
              - name: orders
                dataset: %(source)s
                format: iceberg
                incremental:
                  context: all_orders
                  sql: select * from all_orders where %(column)s >= '$|start|' AND %(column)s < '$|end|'
                  keys:
                    - name: start
                      sql: select to_timestamp('%(start)s')
                    - name: end
                      sql: select to_timestamp('$|start|') + INTERVAL '%(number)s' %(unit)s
                  state:
                    - {key: start, value: end}
            steps:
              - sequence:
                  - {name: copied, sql: SELECT * FROM orders}
            outputs:
              - name: copied
                dataset: %(output)s
                format: iceberg
                options:
                  saveMode: overwrite
                  sort:
                    mode: partition
                    columns:
                      - {name: %(column)s, order: asc}
                  iceberg:
                    properties:
                      overwrite-mode: dynamic
                    partitionSpec:%(partitions)s
"""


def workloads(sizes):
    """All workloads that copy windows, by name."""
    output = "icebase.bench.copied"
    month_data = orders("orders", sizes.orders, 365)
    months = Copy("months", "%s orders by 12 months, day partitions" % millions(sizes.orders), month_data, output,
                  START, "P1M", "2024-01-01T00:00:00", "days(ordered_at)")
    tiny = orders("tiny", 20 * sizes.tiny, sizes.tiny)
    wide = orders("wide", 200 * sizes.shops * 20, 200, sizes.shops)
    all_of_them = [
        Copy("flights", "182,909 flights by 6 months", FLIGHTS, "icebase.retail.flights_incremental",
             "2001-01-01T00:00:00", "P1M", "2001-07-01T00:00:00", "days(departed_at)",
             workflow="jobs/flights-incremental.yaml", last_end=True),
        Copy("days", "%s orders by 30 days" % millions(sizes.orders), orders("orders", sizes.orders, 30), output,
             START, "P1D", "2023-01-31T00:00:00", "days(ordered_at)"),
        months,
        Copy("tiny", "%d windows of 20 rows" % sizes.tiny, tiny, output,
             START, "P1D", day(sizes.tiny), "days(ordered_at)", contestants=("flarepath", "expert", "expert-one-commit")),
        replace(months, name="year", title="%s orders, one window of 365 day partitions" % millions(sizes.orders),
                step="P1Y", contestants=("flarepath", "expert")),
        Copy("partitions", "one window that writes into %s partitions" % format(200 * sizes.shops, ","), wide, output,
             START, "P1Y", "2024-01-01T00:00:00", "days(ordered_at), shop", heap="1g",
             contestants=("flarepath", "expert")),
    ]
    return {workload.name: workload for workload in all_of_them}


def millions(rows):
    return "%g M" % (rows / 1e6) if rows >= 1e6 else format(rows, ",")


def day(number):
    return (datetime.fromisoformat(START) + timedelta(days=number)).isoformat()


FOR_PEERS = ("flights", "days", "months", "tiny")


def with_peers(workload):
    return replace(workload, contestants=workload.contestants + peers.NAMES)
