"""The work folder: data that is made once, and the folders of the contestants' runs."""

import fcntl
import json
import os
import shutil
import subprocess

import build
import measure
from build import Stop


class Work:
    """Starts programs in the work folder, each contestant with a catalog and a warehouse of its own."""

    def __init__(self, folder, java_options):
        self.folder = os.path.abspath(folder)
        self.java_options = java_options
        os.makedirs(self.folder, exist_ok=True)
        # Kept open until the process ends: a second bench would remove the tables of the first.
        self.lock = open(os.path.join(self.folder, "lock"), "w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop("another bench is at work in %s: wait for it, or choose another folder with --work"
                       % self.folder, 2) from None

    def environment(self, heap):
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("FLAREPATH_", "SPARK_", "PYSPARK_", "JAVA_TOOL_OPTIONS"))}
        return {**kept, "FLAREPATH_DRIVER_MEMORY": heap, "FLAREPATH_JAVA_OPTS": self.java_options,
                "FLAREPATH_CLASSPATH": build.CLASSES}

    def java(self, program, heap, arguments, command="run"):
        """The command line of a program of the bench, in the Java that Flarepath's `command` would have."""
        return [*build.java_arguments(self.folder, command, self.environment(heap)), "io.flarepath.bench." + program,
                *("%s=%s" % pair for pair in arguments.items())]

    def data(self, name, make):
        """The folder of a source, which `make` fills the first time. Its files contain its path, so it cannot move."""
        folder = os.path.join(self.folder, "data", name)
        complete = os.path.join(folder, "complete")
        if not os.path.exists(complete) or read(complete) != folder:
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(os.path.join(folder, "warehouse"))
            make(folder)
            with open(complete, "w") as file:
                file.write(folder)
        return folder

    def fresh_run(self, contestant, origin):
        """A folder for a run: a copy of what was prepared for the contestant; else of the source's catalog alone.

        The tables of the source stay where they are, and are read from there.
        """
        folder = os.path.join(self.folder, "runs", contestant)
        shutil.rmtree(folder, ignore_errors=True)
        prepared = os.path.join(origin, "prepared", contestant)
        if os.path.exists(prepared):
            shutil.copytree(prepared, folder)
        else:
            os.makedirs(os.path.join(folder, "warehouse"))
            shutil.copy(os.path.join(origin, "catalog.db"), folder)
        return folder

    def keep_prepared(self, contestant, origin):
        """What the contestant's run has left behind is what its next runs begin with, in the same folder."""
        prepared = os.path.join(origin, "prepared", contestant)
        os.makedirs(os.path.dirname(prepared), exist_ok=True)
        shutil.move(os.path.join(self.folder, "runs", contestant), prepared)

    def remove_runs(self):
        shutil.rmtree(os.path.join(self.folder, "runs"), ignore_errors=True)

    def settings(self, folder, counted=True):
        """Flarepath's settings for a run."""
        counts = """
  spark { "spark.extraListeners" = "io.flarepath.bench.Counts", "spark.bench.counts" = "%s/counts.json" }""" % folder
        text = """flarepath {
  catalogs.icebase { uri = "jdbc:sqlite:%(folder)s/catalog.db", warehouse = "%(folder)s/warehouse" }
  depots.thirdparty01 { kind = files, root = "%(home)s/jobs/data" }
  run { log-dir = "%(folder)s/logs", record-dir = "%(folder)s/logs/runs" }%(counts)s
}
""" % {"folder": folder, "home": build.HOME, "counts": counts if counted else ""}
        file = os.path.join(folder, "settings.conf")
        with open(file, "w") as settings:
            settings.write(text)
        return file

    def run(self, command, folder, heap, may_fail=False, leave_out=()):
        """Runs a contestant, and stops the bench if it fails."""
        log = os.path.join(folder, "output.log")
        environment = {name: value for name, value in self.environment(heap).items() if name not in leave_out}
        cost = measure.run(command, log, folder, environment)
        if cost.exit_code and not may_fail:
            raise Stop("%s failed with exit code %d; its output:\n%s\n(all of it: %s)"
                       % (command[0], cost.exit_code, tail(log), log))
        return cost

    def inspect(self, folders, tables, source):
        """What runs have left behind: rows, checksum, files, commits; one entry for each folder."""
        command = self.java("Inspection", "2g", {
            "catalog": folders[0] + "/catalog.db", "warehouse": folders[0] + "/warehouse",
            "folders": ",".join(folders), "tables": ",".join(tables), "source": source})
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment("2g"))
        if done.returncode:
            raise Stop("the results could not be inspected:\n" + done.stderr[-4000:])
        found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        for folder, result in zip(folders, found):
            if not result["location"].replace("file:", "").startswith(folder + "/"):
                raise Stop("a bug of the bench: it inspected %s, which is not in %s" % (result["location"], folder))
        return found


def counts(folder):
    """What Spark did in a run, as the listener wrote it."""
    return json.loads(read(os.path.join(folder, "counts.json")))


def tail(log, lines=40):
    return "\n".join(read(log).splitlines()[-lines:])


def read(name):
    with open(name, errors="replace") as file:
        return file.read()
