"""Tests of the bench that need no Java: python3 -m unittest discover -s src/bench/python"""

import json
import os
import sys
import tempfile
import unittest
from datetime import datetime, timedelta
from unittest import mock

import build
import compare
import copies
import files
import measure
import report
import work
from build import Stop


def result(flarepath, expert):
    def runs(seconds):
        return [{"cpu": cpu, "wall": cpu, "memory": 100_000_000, "jobs": 4, "bytesRead": 20_000_000, "files": 2, "commits": 5}
                for cpu in seconds]

    return {"name": "days", "title": "orders", "heap": "2g", "bases": {"flarepath": "expert", "expert": "expert"},
            "runs": {"flarepath": runs(flarepath), "expert": runs(expert)}, "rows": 12345, "measured": {
                "cores": 2, "memory": 8, "system": "Linux", "java": "17", "load": 0.1, "commit": "abc", "date": "2026-01-01"}}


class BenchTest(unittest.TestCase):

    def test_a_ratio_is_that_of_medians_and_its_spread_that_of_rounds(self):
        section = report.section(result([10, 12, 20], [10, 10, 40]))
        self.assertIn("| flarepath | 12.0 s (10.0 s–20.0 s) | **1.20** (0.50–1.20) |", section)
        self.assertIn("12,345 rows, equal for all", section)

    def test_no_column_is_empty(self):
        only = result([1], [2])
        for run in only["runs"]["flarepath"] + only["runs"]["expert"]:
            del run["files"], run["commits"]
        self.assertNotIn("files", report.section(only))

    def test_a_contestant_with_other_rows_stops_the_bench(self):
        same = {"flarepath": (3, "a/b", "struct<id>"), "expert": (3, "a/b", "struct<id>")}
        compare.all_equal(same, "folder")
        for other in ((2, "a/b", "struct<id>"), (3, "a/c", "struct<id>"), (3, "a/b", "struct<key>")):
            with self.assertRaisesRegex(Stop, "expert left other rows behind than flarepath"):
                compare.all_equal({**same, "expert": other}, "folder")

    def test_the_page_shows_what_is_in_the_json(self):
        with tempfile.TemporaryDirectory() as folder:
            page = os.path.join(folder, "page.md")
            with mock.patch.object(report, "PAGE", page), \
                    mock.patch.object(report, "PUBLISHED", os.path.join(folder, "results.json")):
                with open(page, "w") as file:
                    file.write("before\n%s\n%s\nafter\n" % (report.BEGIN, report.END))
                report.publish(result([11], [10]))
                report.check_page()
                with open(page) as file:
                    text = file.read()
                self.assertTrue(text.startswith("before\n") and text.endswith("\nafter\n"))
                with open(page, "w") as file:
                    file.write(text.replace("**1.10**", "**1.00**"))
                with self.assertRaisesRegex(Stop, "does not show the results"):
                    report.check_page()

    def test_the_cost_of_grandchildren_counts_also_if_their_parent_is_gone(self):
        measure.adopt_orphans()
        spin = "import time\nwhile time.process_time() < 0.5: pass"
        with tempfile.TemporaryDirectory() as folder:
            cost = measure.run(["sh", "-c", '"$0" -c "$1" & exit 3', sys.executable, spin],
                               os.path.join(folder, "log"), folder, dict(os.environ))
        self.assertEqual(3, cost.exit_code)
        if sys.platform == "linux":
            self.assertGreater(cost.cpu, 0.5)
            self.assertLess(cost.wall, cost.cpu)

    def test_two_benches_do_not_share_a_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            first = work.Work(folder, "")
            with self.assertRaisesRegex(Stop, "another bench is at work"):
                work.Work(folder, "")
            first.lock.close()

    def test_a_peer_that_fails_is_shown_as_such(self):
        failed = result([1, 2], [1, 2])
        failed["runs"]["dbt"], failed["bases"]["dbt"] = [{"cpu": 1, "wall": 1, "memory": 1, "failed": 137}], "expert"
        self.assertIn("| dbt | failed: exit code 137 |", report.section(failed))

    def test_workflows_have_the_partitions_of_the_table(self):
        sizes = type("Sizes", (), {"orders": 6_000_000, "tiny": 210, "shops": 100})
        yaml = copies.workloads(sizes)["partitions"].yaml()
        self.assertIn("- {type: day, column: ordered_at, name: ordered_at_day}", yaml)
        self.assertIn("- {type: identity, column: shop, name: shop_id}", yaml)

    def test_a_run_that_reads_more_files_than_its_windows_need_stops_the_bench(self):
        windows = files.workloads(type("Sizes", (), {"files": 22_000, "plan_files": 100_000}))["files"]
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "counts.json"), "w") as counts:
                # Two jobs for each of 10 windows; the first window ends after 5 s.
                json.dump({"moments": [[0, 4000]] + [[0, 5000 + 500 * n] for n in range(19)]}, counts)
            os.makedirs(os.path.join(folder, "logs", "runs"))

            def record(*files_read):
                with open(os.path.join(folder, "logs", "runs", "1.json"), "w") as file:
                    json.dump({"jobs": [{"passes": [
                        {"stages": [{"files_read": 0}, {"files_read": read}]} for read in files_read]}]}, file)

            record(*[10] * 10)
            self.assertEqual({"filesRead": 100, "laterWindow": 1.0}, windows.facts(folder))
            for wrong in ([10] * 9, [10] * 9 + [11], [10] * 9 + [9]):
                record(*wrong)
                with self.assertRaisesRegex(Stop, "each of 10 windows needs 10 files"):
                    windows.facts(folder)

    def test_tables_with_many_and_with_few_files_end_with_the_same_days(self):
        of_files = files.workloads(type("Sizes", (), {"files": 22_000, "plan_files": 100_000}))
        self.assertEqual("10 windows, in a source of 200 files and in one of 22,000", of_files["files"].title)
        made = []
        fake = type("Work", (), {
            "java": lambda self, program, heap, arguments: made.append(arguments), "run": lambda self, *command: None})
        of_files["files"].copy.data.make(fake(), "folder")
        of_files["files-plan"].copy.data.make(fake(), "folder")
        self.assertEqual([200, 22_000, 100_000], [each["days"] * each["files"] for each in made])
        for each in made:
            start = datetime.fromisoformat(each["from"])
            self.assertEqual(copies.day(10), (start + timedelta(days=each["days"])).isoformat())

    def test_the_cost_of_later_windows_is_shown_where_it_was_measured(self):
        self.assertNotIn("later window", report.section(result([1], [2])))
        windows = result([1, 1, 1], [1, 1, 1])
        for who, costs in (("flarepath", (0.3, 0.5, 0.4)), ("expert", (0.2, 0.2, 0.3))):
            for run, cost in zip(windows["runs"][who], costs):
                run["laterWindow"] = cost
        self.assertIn("| 0.40 s (0.30 s–0.50 s), **2.00** |", report.section(windows))

    def test_a_product_is_stale_if_a_source_is_newer(self):
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(build, "HOME", folder):
            product, source = os.path.join(folder, "x.jar"), os.path.join(folder, "src", "A.java")
            os.mkdir(os.path.dirname(source))
            for file, time in ((product, 200), (source, 100)):
                open(file, "w").close()
                os.utime(file, (time, time))
            self.assertTrue(build.is_newer(product, "src"))
            os.utime(source, (300, 300))
            self.assertFalse(build.is_newer(product, "src"))
            self.assertFalse(build.is_newer(product + ".none", "src"))


if __name__ == "__main__":
    unittest.main()
