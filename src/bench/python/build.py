"""What has to be there before anything can be measured: tools, the jars, the bench's own classes."""

import fcntl
import glob
import os
import re
import shutil
import subprocess
import sys

HOME = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
TARGET = os.path.join(HOME, "target")
FLAREPATH = os.path.join(HOME, "scripts", "flarepath")
CLASSES = os.path.join(TARGET, "bench-classes")
ARCHIVE = os.path.join(TARGET, "flarepath-spark.jsa")  # of classes, which scripts/flarepath makes and uses
CLASS_PATH = os.path.join(TARGET, "bench.classpath")  # of JMH, and the last thing that Maven writes


class Stop(Exception):
    """Ends the bench with a message for people."""

    def __init__(self, message, exit_code=1):
        super().__init__(message)
        self.exit_code = exit_code


def make_ready():
    """Builds Flarepath and the bench's own classes, unless they are newer than their sources."""
    if not java_program("javac"):
        raise Stop("javac was not found: install a JDK from 17 to 21, or set JAVA_HOME to one", 2)
    os.makedirs(TARGET, exist_ok=True)
    with open(os.path.join(TARGET, "bench.lock"), "w") as lock:
        # Another bench may be building in the same checkout.
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_what_is_old()


def build_what_is_old():
    if not is_newer(all_jar(), "pom.xml", "src/main"):
        maven("builds Flarepath (the first time it downloads Spark and Iceberg, some 350 MB)",
              "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package")
    if not is_newer(CLASS_PATH, all_jar(), "src/bench/java"):
        maven("compiles the benchmarks", "-P", "bench", "antrun:run@bench")


def java_program(name):
    home = os.environ.get("JAVA_HOME")
    return shutil.which(os.path.join(home, "bin", name) if home else name)


def all_jar():
    jars = glob.glob(os.path.join(TARGET, "flarepath-*-all.jar"))
    return jars[0] if jars else os.path.join(TARGET, "flarepath-all.jar")


def is_newer(product, *sources):
    """Whether the product is there and newer than each file of the sources."""
    if not os.path.exists(product):
        return False
    made = os.path.getmtime(product)
    for source in (os.path.join(HOME, source) for source in sources):
        files = [source] if os.path.isfile(source) else glob.glob(source + "/**", recursive=True)
        if any(os.path.isfile(file) and os.path.getmtime(file) > made for file in files):
            return False
    return True


def maven(does, *arguments):
    if not shutil.which("mvn"):
        raise Stop("Maven is missing: https://maven.apache.org/install.html", 2)
    print("Maven " + does + ".", file=sys.stderr)
    done = subprocess.run(["mvn", "-B", "-ntp", "-q", *arguments], cwd=HOME, stdout=sys.stderr)
    if done.returncode:
        raise Stop("the build failed; see its output above")


def java_arguments(folder, command, environment):
    """The arguments that scripts/flarepath gives Java for a command, up to its main class.

    Every contestant that runs in Java gets these, so that options, memory and jars are the same. A
    program in the place of Java prints what it is called with.
    """
    java_home = os.path.join(folder, "java-that-prints")
    os.makedirs(os.path.join(java_home, "bin"), exist_ok=True)
    version = subprocess.run([java_program("java"), "-version"], capture_output=True, text=True).stderr
    number = re.search(r'version "(\d+)', version)
    with open(os.path.join(java_home, "release"), "w") as file:
        file.write('JAVA_VERSION="%s"\n' % (number.group(1) if number else ""))
    program = os.path.join(java_home, "bin", "java")
    with open(program, "w") as file:
        file.write('#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\n')
    os.chmod(program, 0o755)
    printed = subprocess.run([FLAREPATH, command, "workflow.yaml"], check=True, capture_output=True, text=True,
                             env={**environment, "JAVA_HOME": java_home})
    words = printed.stdout.split("\n")
    return [java_program("java"), *words[:words.index("io.flarepath.cli.Main")]]
