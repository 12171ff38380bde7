"""Results as JSON, and as the tables of docs/benchmarks.md."""

import datetime
import json
import os
import platform
import re
import statistics
import subprocess

import build
from build import Stop
from compare import median, ratios

PAGE = os.path.join(build.HOME, "docs", "benchmarks.md")
PUBLISHED = os.path.join(build.HOME, "docs", "benchmarks.json")
BEGIN = "<!-- results: written by scripts/bench --publish -->"
END = "<!-- end of results -->"
NOTHING = "\nNothing has been published yet: `scripts/bench --publish` does, on an idle machine.\n"
ORDER = ("flights", "days", "months", "tiny", "year", "partitions", "catch-up", "increment", "growth", "files", "files-plan",
         "start", "validate", "pure")


def keep(result, folder):
    """Adds where and when it was measured, and writes the result into the work folder."""
    result["measured"] = where()
    write(os.path.join(folder, result["name"] + ".json"), result)


def publish(result):
    """Replaces the result of the same workload on the page, and in the JSON beside it."""
    published = {**read_published(), result["name"]: result}
    ordered = {name: published[name] for name in ORDER if name in published}
    with open(PAGE) as file:
        page = with_results(file.read(), ordered)
    write(PUBLISHED, ordered)
    with open(PAGE, "w") as file:
        file.write(page)


def check_page():
    """Stops if the page shows anything but what is in the JSON."""
    with open(PAGE) as file:
        page = file.read()
    if page != with_results(page, read_published()):
        raise Stop("docs/benchmarks.md does not show the results of docs/benchmarks.json: "
                   "write them with scripts/bench --publish, not by hand")


def with_results(page, published):
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise Stop("docs/benchmarks.md has lost the lines `%s` and `%s`" % (BEGIN, END))
    sections = "".join("\n" + section(result) for result in published.values())
    return before + BEGIN + "\n" + (sections or NOTHING) + "\n" + END + after


def read_published():
    if not os.path.exists(PUBLISHED):
        return {}
    with open(PUBLISHED) as file:
        return json.load(file)


def write(file, result):
    with open(file, "w") as output:
        # Lists of numbers on one line each.
        text = re.sub(r"\{[^{}\[\]]*\}", lambda run: re.sub(r"\s+", " ", run.group()), json.dumps(result, indent=1))
        output.write(text + "\n")


def section(result):
    """A heading and a table in Markdown."""
    lines = ["### `%s`: %s" % (result["name"], result["title"]), ""]
    lines += pure_table(result) if "microseconds" in result else table(result)
    lines += ["", measured(result), ""]
    return "\n".join(lines)


def table(result):
    heads = ["", "CPU", "ratio", "wall", "ratio", "peak memory", "ratio", "later window", "Spark jobs", "read",
             "files read", "files", "commits"]
    rows = [row(result, contestant) for contestant in result["runs"]]
    kept = [i for i in range(len(heads)) if i == 0 or any(row[i] for row in rows)]
    line = lambda cells: "| " + " | ".join(cells[i] for i in kept) + " |"
    return [line(heads), "|" + "---|" + "---:|" * (len(kept) - 1), *map(line, rows)]


def row(result, contestant):
    last = result["runs"][contestant][-1]
    if "failed" in last:
        return [contestant, "failed: exit code %d" % last["failed"], *[""] * 11]
    return [label(result, contestant), *costs(result, contestant), later_window(result, contestant),
            *facts(last)]


def label(result, contestant):
    base = result["bases"][contestant]
    return contestant + ("" if base in (contestant, "expert") else " (to %s)" % base)


def costs(result, contestant):
    cells = []
    for fact, show in (("cpu", seconds), ("wall", seconds), ("memory", megabytes)):
        each = [run[fact] for run in result["runs"][contestant]]
        cells.append(show(statistics.median(each)) + spread(show, each))
        if result["bases"][contestant] == contestant:
            cells.append("")
        else:
            ratio = median(result, contestant, fact) / median(result, result["bases"][contestant], fact)
            cells.append("**%.2f**" % ratio + spread(lambda value: "%.2f" % value, ratios(result, contestant, fact)))
    return cells


def later_window(result, contestant):
    """The CPU of a window that is not the first, where that was measured, and its ratio."""
    each = [run["laterWindow"] for run in result["runs"][contestant] if "laterWindow" in run]
    if not each:
        return ""
    base = result["bases"][contestant]
    ratio = "" if base == contestant else ", **%.2f**" % (
        median(result, contestant, "laterWindow") / median(result, base, "laterWindow"))
    return seconds(statistics.median(each)) + spread(seconds, each) + ratio


def spread(show, values):
    return " (%s–%s)" % (show(min(values)), show(max(values))) if len(values) > 1 else ""


def facts(run):
    return [str(run.get("jobs", "")), megabytes(run["bytesRead"]) if "bytesRead" in run else "",
            str(run.get("filesRead", "")), str(run.get("files", "")), str(run.get("commits", ""))]


def seconds(value):
    return "%.2f s" % value if value < 10 else "%.1f s" % value


def megabytes(value):
    return "%.0f MB" % (value / 1e6) if value >= 1e7 else "%.0f kB" % (value / 1e3)


def pure_table(result):
    rows = ["| %s | %.3g µs ± %.2g |" % (name, found["mean"], found["error"])
            for name, found in result["microseconds"].items()]
    return ["| | mean |", "|---|---:|", *rows]


def measured(result):
    where_ = result["measured"]
    rounds = max(len(runs) for runs in result["runs"].values()) if "runs" in result else 0
    parts = [
        "%d round%s" % (rounds, "" if rounds == 1 else "s") if rounds else "",
        "%s of heap" % result["heap"].upper().replace("G", " GiB") if "heap" in result else "",
        "%s rows, equal for all" % format(result["rows"], ",") if "rows" in result else "",
        "%d cores, %s GB, %s, Java %s" % (where_["cores"], where_["memory"], where_["system"], where_["java"]),
        "load %.1f before the start" % where_["load"],
        "commit %s, %s" % (where_["commit"], where_["date"])]
    return "; ".join(part for part in parts if part) + "."


def where():
    version = subprocess.run([build.java_program("java"), "-version"], capture_output=True, text=True).stderr
    number = re.search(r'version "([^"]+)"', version)
    commit = subprocess.run(["git", "-C", build.HOME, "describe", "--always", "--dirty=+"], capture_output=True, text=True)
    return {
        "cores": os.cpu_count(), "memory": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "system": platform.system(), "java": number.group(1) if number else "of an unknown version",
        "load": LOAD, "commit": commit.stdout.strip() or "unknown",
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat()}


LOAD = os.getloadavg()[0]  # before the contestants add their own
