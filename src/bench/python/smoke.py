"""A small trial of the bench itself: that contestants with the same rows pass, and one with other rows does not."""

from dataclasses import replace

import compare
import copies
from build import Stop

DAYS = 3


def run(work):
    """Copies 3,000 orders by days, and lets a third contestant leave out the last day."""
    copy = copies.Copy(
        "smoke", "3,000 orders by 3 days", copies.orders("smoke", 3000, DAYS), "icebase.bench.copied",
        copies.START, "P1D", copies.day(DAYS), "days(ordered_at)", contestants=("flarepath", "expert"))
    short = replace(copy, until=copies.day(DAYS - 1))
    origin = copy.data.folder(work)
    folders = {name: work.fresh_run(name, origin) for name in ("flarepath", "expert", "short")}
    for name, folder in folders.items():
        command = short.command("expert", work, folder) if name == "short" else copy.command(name, work, folder)
        cost = work.run(command, folder, copy.heap)
        print("   %-12s cpu %7.2f s  wall %7.2f s" % (name, cost.cpu, cost.wall), flush=True)
    checksums = {name: (left["rows"], left["checksum"], left["columns"])
                 for name, left in zip(folders, work.inspect(
                     list(folders.values()), [copy.output] * len(folders), copy.data.table))}
    work.remove_runs()
    short_one = checksums.pop("short")
    compare.all_equal(checksums, work.folder)
    if checksums["expert"][0] != 3000:
        raise Stop("3,000 rows were to be copied, and %d were" % checksums["expert"][0])
    try:
        compare.all_equal({**checksums, "short": short_one}, work.folder)
    except Stop:
        print("flarepath and expert left the same 3,000 rows behind, and a job without the last day was found out")
        return
    raise Stop("the bench did not notice that a contestant left out a day")
