"""JMH's measurements of the parts that need neither Spark nor a table."""

import json
import os
import subprocess

import build
from build import Stop

NAME = "pure"
TITLE = "parsing, planning and ranges, by JMH"


def measured(work):
    """Each benchmark in a process of its own: three seconds to warm up, five to measure."""
    file = os.path.join(work.folder, "jmh.json")
    with open(build.CLASS_PATH) as class_path:
        jars = build.CLASSES + os.pathsep + class_path.read().strip()
    done = subprocess.run(
        [build.java_program("java"), "-cp", jars, "org.openjdk.jmh.Main", "io.flarepath.bench.pure",
         "-bm", "avgt", "-tu", "us", "-f", "1", "-wi", "3", "-w", "1", "-i", "5", "-r", "1",
         "-rf", "json", "-rff", file], cwd=build.HOME)
    if done.returncode:
        raise Stop("JMH failed; see its output above")
    with open(file) as results:
        found = json.load(results)
    return {"name": NAME, "title": TITLE, "microseconds": {
        result["benchmark"].replace("io.flarepath.bench.pure.", ""): {
            "mean": result["primaryMetric"]["score"], "error": result["primaryMetric"]["scoreError"]}
        for result in found}}
