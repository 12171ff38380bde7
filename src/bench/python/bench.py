"""Measures Flarepath beside the job that an expert writes by hand. docs/benchmarks.md says how."""

import argparse
import os
import sys
from dataclasses import replace

import build
import compare
import copies
import files
import measure
import others
import pure
import report
import smoke
import work as works
from build import Stop

USUAL = ("flights", "days", "months", "tiny")

EXAMPLES = """examples:
  scripts/bench                                    %(usual)s
  scripts/bench --only days --rounds 3             one workload, three rounds
  scripts/bench --only days --orders 600000        less data
  scripts/bench --only days --java-opts -XX:+UseSerialGC

A workload stops with an error if its contestants leave different rows behind.
Exit codes: 0 measured, 1 something failed, 2 something is missing or an argument is wrong.
""" % {"usual": ", ".join(USUAL)}


def main():
    options = parse()
    try:
        if options.check_page:
            report.check_page()
            return
        names = options.only or list(USUAL)
        workloads = {**copies.workloads(options), **others.workloads(options), **files.workloads(options)}
        for name in names:
            if name not in workloads and name != pure.NAME:
                print("bench: there is no workload `%s`; --list shows them" % name, file=sys.stderr)
                sys.exit(2)
        if options.list:
            for workload in workloads.values():
                print("%-12s%s" % (workload.name, workload.title))
            print("%-12s%s" % (pure.NAME, pure.TITLE))
            return
        build.make_ready()
        measure.adopt_orphans()
        # Here is little data: starting fast counts for more than running fast.
        work = works.Work(options.work, ("-XX:TieredStopAtLevel=1 " if options.smoke else "") + options.java_opts)
        if options.peers:
            workloads.update({name: copies.with_peers(workloads[name]) for name in copies.FOR_PEERS})
        if options.without:
            known = {contestant for workload in workloads.values() for contestant in workload.contestants}
            for contestant in set(options.without) - known:
                raise Stop("there is no contestant `%s`; there are %s" % (contestant, ", ".join(sorted(known))), 2)
            workloads = {name: without(workload, options.without) for name, workload in workloads.items()}
        if options.smoke:
            smoke.run(work)
            return
        for name in names:
            result = pure.measured(work) if name == pure.NAME else compare.compare(
                workloads[name], options.rounds, work)
            report.keep(result, work.folder)
            print(report.section(result))
            if options.publish:
                report.publish(result)
    except KeyboardInterrupt:
        sys.exit(130)
    except Stop as stop:
        print("bench: %s" % stop, file=sys.stderr)
        sys.exit(stop.exit_code)


def without(workload, names):
    return replace(workload, contestants=tuple(name for name in workload.contestants if name not in names))


def parse():
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description=__doc__, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="list the workloads, and measure nothing")
    parser.add_argument("--only", action="append", metavar="NAME", help="measure this workload; repeatable")
    parser.add_argument("--without", action="append", metavar="CONTESTANT",
                        help="leave a contestant out, such as `rebuild`; repeatable")
    parser.add_argument("--rounds", type=whole, default=5, metavar="N", help="how often each contestant runs (default: 5)")
    parser.add_argument("--orders", type=whole, default=6_000_000, metavar="ROWS",
                        help="the orders of `days`, `months` and `year` (default: 6000000)")
    parser.add_argument("--tiny", type=whole, default=210, metavar="N", help="the windows of `tiny` (default: 210)")
    parser.add_argument("--shops", type=whole, default=100, metavar="N",
                        help="the shops of `partitions`, each with 200 partitions (default: 100)")
    parser.add_argument("--runs", type=whole, default=60, metavar="N", help="the runs of `catch-up` (default: 60)")
    parser.add_argument("--history", type=whole, default=999, metavar="DAYS",
                        help="the days before the day of `increment` (default: 999)")
    parser.add_argument("--before", type=whole, default=540, metavar="N",
                        help="the windows before the later ones of `growth` (default: 540)")
    parser.add_argument("--files", type=whole, default=22_000, metavar="N",
                        help="the files of the source of `files` (default: 22000)")
    parser.add_argument("--plan-files", type=whole, default=100_000, metavar="N",
                        help="the files of the source of `files-plan` (default: 100000)")
    parser.add_argument("--java-opts", default="", metavar="OPTIONS", help="further options of Java, for all contestants")
    parser.add_argument("--work", default=os.path.join(build.TARGET, "bench"), metavar="FOLDER",
                        help="where data, tables and results are (default: target/bench)")
    parser.add_argument("--publish", action="store_true",
                        help="also put the results into docs/benchmarks.json and docs/benchmarks.md")
    parser.add_argument("--peers", action="store_true",
                        help="also let dbt-spark, SQLMesh and dlt copy the plain tables; pip installs them")
    parser.add_argument("--smoke", action="store_true",
                        help="only check that the bench works, with 3,000 rows; less than a minute")
    parser.add_argument("--check-page", action="store_true",
                        help="only check that docs/benchmarks.md shows what is in docs/benchmarks.json")
    return parser.parse_args()


def whole(text):
    number = int(text.replace("_", "").replace(",", ""))
    if number < 1:
        raise argparse.ArgumentTypeError("%s is less than one" % text)
    return number


if __name__ == "__main__":
    main()
