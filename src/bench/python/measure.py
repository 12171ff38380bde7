"""Runs one process to its end, and says what it and all processes below it cost."""

import ctypes
import os
import sys
import time
from dataclasses import dataclass

PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    cpu: float  # seconds, user and system, of the whole process tree
    wall: float  # seconds
    memory: int  # bytes: the largest resident set of any one of the processes
    exit_code: int


def adopt_orphans():
    """Makes this process the parent of all that its children leave behind, so that their costs are seen. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def run(command, log, folder, environment):
    """Runs a command with its output in a log file, and waits for all of its processes."""
    with open(log, "w") as output:
        start = time.monotonic()
        child = os.posix_spawn(
            "/bin/sh", ["sh", "-c", 'cd "$0" && exec "$@"', folder, *command], environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)])
        cpu, memory, wall, exit_code = 0.0, 0, 0.0, 0
        while True:
            try:
                ended, status, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            cpu += usage.ru_utime + usage.ru_stime
            memory = max(memory, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
            if ended == child:
                wall = time.monotonic() - start
                exit_code = os.waitstatus_to_exitcode(status)
        return Cost(cpu, wall, memory, exit_code)
