"""Copies a table of Iceberg to Parquet files with dlt, window by window, without Spark: for scripts/bench --peers."""

import json
import sys
from datetime import datetime, timedelta

import dlt
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.expressions import And, GreaterThanOrEqual, LessThan, LessThanOrEqual

job = json.loads(sys.argv[1])
column = job["column"]
until = datetime.fromisoformat(job["until"])


def after(start):
    number, unit = int(job["step"][1:-1]), job["step"][-1]
    if unit == "D":
        return start + timedelta(days=number)
    months = start.year * 12 + start.month - 1 + number * (12 if unit == "Y" else 1)
    return start.replace(year=months // 12, month=months % 12 + 1)


@dlt.resource(name="copied", write_disposition="append")
def windows(times=dlt.sources.incremental(column)):
    catalog = SqlCatalog("icebase", uri="sqlite:///" + job["catalog"], init_catalog_tables="false")
    table = catalog.load_table(job["source"])
    start = datetime.fromisoformat(job["start"])
    while start < until:
        end = after(start)
        last = end >= until and job["last-end"]
        before = (LessThanOrEqual if last else LessThan)(column, end.isoformat() + "+00:00")
        yield table.scan(And(GreaterThanOrEqual(column, start.isoformat() + "+00:00"), before)).to_arrow()
        start = end


pipeline = dlt.pipeline(
    "bench", pipelines_dir=job["files"] + "-state", dataset_name="bench",
    destination=dlt.destinations.filesystem(bucket_url="file://" + job["files"]))
print(pipeline.run(windows(), loader_file_format="parquet"))
