"""Lets contestants run in turns, and compares what they cost and what they leave behind."""

import os
import statistics

import peers
import work as works
from build import Stop

SPARK_FACTS = ("jobs", "tasks", "bytesRead", "rowsRead", "bytesWritten")
TABLE_FACTS = ("rows", "files", "bytes", "manifests", "commits")


def compare(workload, rounds, work):
    """The result of a workload as JSON. Stops if one contestant's rows differ from another's."""
    print("== %s: %s" % (workload.name, workload.title), flush=True)
    origin = workload.origin(work)
    runs = {contestant: [] for contestant in workload.contestants}
    checksums = {}
    for number in range(rounds):
        # The first of one round is the last of the next, so that nobody always runs on a warm machine.
        turns = workload.contestants if number % 2 == 0 else tuple(reversed(workload.contestants))
        folders = {contestant: work.fresh_run(contestant, origin) for contestant in turns}
        for contestant in turns:
            runs[contestant].append(one_run(workload, contestant, folders[contestant], work))
            show(number, contestant, runs[contestant][-1])
        if workload.output:
            done = [contestant for contestant in turns if "failed" not in runs[contestant][-1]]
            found = work.inspect([folders[contestant] for contestant in done], [
                peers.output(contestant, workload, folders[contestant]) for contestant in done], workload.source)
            for contestant, left in zip(done, found):
                runs[contestant][-1].update({fact: left[fact] for fact in TABLE_FACTS if fact in left})
                columns = () if contestant in peers.NAMES else (left["columns"],)
                checksums[contestant] = (left["rows"], left["checksum"], *columns)
            all_equal(checksums, os.path.dirname(folders[turns[0]]))
        work.remove_runs()
    for contestant, each in runs.items():
        failed = [run for run in each if "failed" in run]
        if failed:
            runs[contestant] = failed
    bases = {contestant: base_of(workload, contestant, runs) for contestant in workload.contestants}
    result = {"name": workload.name, "title": workload.title, "heap": workload.heap, "bases": bases, "runs": runs}
    if checksums:
        result.update(zip(("rows", "checksum"), next(iter(checksums.values()))))
    return result


def base_of(workload, contestant, runs):
    """Whom a contestant is compared with; itself, if that one was left out or failed."""
    base = workload.base(contestant)
    return base if base in runs and "failed" not in runs[base][0] else contestant


def one_run(workload, contestant, folder, work):
    run = {"cpu": 0.0, "wall": 0.0, "memory": 0}
    peer = contestant in peers.NAMES
    for command in (peers if peer else workload).commands(contestant, *((workload,) if peer else ()), work, folder):
        cost = work.run(command, folder, workload.heap, may_fail=peer)
        if cost.exit_code:
            return {**run, "failed": cost.exit_code}
        run["cpu"] += cost.cpu
        run["wall"] += cost.wall
        run["memory"] = max(run["memory"], cost.memory)
        if workload.counted and contestant != "dlt":
            for fact, count in works.counts(folder).items():
                if fact in SPARK_FACTS:
                    run[fact] = run.get(fact, 0) + count
    if hasattr(workload, "facts"):
        run.update(workload.facts(folder))
    return run


def all_equal(checksums, folder):
    """Rows and checksum, and where there are more facts on both sides, these, too."""
    first, wanted = max(checksums.items(), key=lambda entry: len(entry[1]))
    for contestant, found in checksums.items():
        if found != wanted[:len(found)]:
            raise Stop("%s left other rows behind than %s; their tables are in %s\n  %s: %s\n  %s: %s"
                       % (contestant, first, folder, first, wanted, contestant, found))


def show(number, contestant, run):
    if "failed" in run:
        print("   round %d  %-12s failed with exit code %d" % (number + 1, contestant, run["failed"]), flush=True)
        return
    print("   round %d  %-12s cpu %7.2f s  wall %7.2f s  memory %5d MB  Spark jobs %s"
          % (number + 1, contestant, run["cpu"], run["wall"], run["memory"] >> 20, run.get("jobs", "-")), flush=True)


def median(result, contestant, fact):
    return statistics.median(run[fact] for run in result["runs"][contestant])


def ratios(result, contestant, fact):
    """What a contestant took, divided by what its base took in the same round."""
    base = result["runs"][result["bases"][contestant]]
    return [run[fact] / other[fact] for run, other in zip(result["runs"][contestant], base)]
