"""Tests of the bench that need no Java: python3 -m unittest discover -s src/bench/python"""

import os
import sys
import tempfile
import unittest
from unittest import mock

import build
import compare
import copies
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
