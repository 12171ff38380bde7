"""Other programs that load tables incrementally: dbt-spark, SQLMesh and dlt, each in an environment of its own.

Those that use Spark get the same version of it, the same memory, the same jars of Iceberg and the same catalog.
"""

import hashlib
import json
import os
import subprocess
import sys

import build
from build import Stop

NAMES = ("dbt", "sqlmesh", "dlt")
UNITS = {"D": "day", "M": "month", "Y": "year"}


def install(work, peer):
    """The folder of the peer's programs; pip installs the versions of src/bench/peers the first time."""
    requirements = os.path.join(build.HOME, "src", "bench", "peers", peer + ".txt")
    with open(requirements, "rb") as file:
        wanted = hashlib.sha256(file.read()).hexdigest()
    folder = os.path.join(work.folder, "venv", peer)
    marker = os.path.join(folder, wanted)
    if not os.path.exists(marker):
        print("pip installs %s into %s." % (peer, folder), file=sys.stderr)
        for command in ([sys.executable, "-m", "venv", "--clear", folder],
                        [os.path.join(folder, "bin", "pip"), "install", "-q", "--disable-pip-version-check", "-r",
                         requirements]):
            if subprocess.run(command).returncode:
                raise Stop("%s could not be installed; see the output above" % peer, 2)
        open(marker, "w").close()
    return os.path.join(folder, "bin")


def commands(peer, copy, work, folder):
    """Writes the peer's project into the folder of its run; the commands that load all windows of a copy."""
    programs = install(work, peer)
    return {"dbt": dbt, "sqlmesh": sqlmesh, "dlt": dlt}[peer](copy, programs, folder)


def output(contestant, copy, folder):
    """Where the rows are: a table, the only table of a schema, or files."""
    if contestant == "dlt":
        return "files:%s/files/bench/copied" % folder
    return "icebase.sqlmesh__%s.*" % names(copy)[2] if contestant == "sqlmesh" else copy.output


def spark_settings(copy, folder):
    prefix = "spark.sql.catalog.icebase"
    return {
        "spark.master": "local[*]", "spark.driver.host": "localhost", "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": copy.heap, "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraClassPath": build.all_jar() + os.pathsep + build.CLASSES,
        "spark.driver.extraJavaOptions": "-Xss4m", "spark.sql.session.timeZone": "UTC",
        "spark.sql.adaptive.advisoryPartitionSizeInBytes": "384m",
        "spark.sql.catalogImplementation": "in-memory", "spark.sql.warehouse.dir": folder + "/spark-warehouse",
        "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
        "spark.extraListeners": "io.flarepath.bench.Counts", "spark.bench.counts": folder + "/counts.json",
        "spark.sql.defaultCatalog": "icebase", prefix: "org.apache.iceberg.spark.SparkCatalog", prefix + ".type": "jdbc",
        prefix + ".uri": "jdbc:sqlite:%s/catalog.db" % folder, prefix + ".warehouse": folder + "/warehouse",
        prefix + ".jdbc.schema-version": "V1", prefix + ".jdbc.busy_timeout": "30000"}


def write(folder, name, text):
    file = os.path.join(folder, name)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w") as output_:
        output_.write(text)


def names(copy):
    """The schema and name of the source, and of the output."""
    return (*copy.data.table.split(".")[1:], *copy.output.split(".")[1:])


def dbt(copy, programs, folder):
    source_schema, source, schema, model = names(copy)
    unit = UNITS[copy.step[-1]]
    profile = {"bench": {"target": "spark", "outputs": {"spark": {
        "type": "spark", "method": "session", "host": "NA", "schema": schema, "threads": 1,
        "server_side_parameters": spark_settings(copy, folder)}}}}
    write(folder, "profiles.yml", json.dumps(profile))
    write(folder, "dbt_project.yml", json.dumps({
        "name": "bench", "version": "1.0", "profile": "bench", "model-paths": ["models"],
        "flags": {"send_anonymous_usage_stats": False}}))
    write(folder, "models/sources.yml", json.dumps({"version": 2, "sources": [{
        "name": source_schema, "tables": [{"name": source, "config": {"event_time": copy.data.column}}]}]}))
    write(folder, "models/%s.sql" % model, """{{ config(materialized='incremental', incremental_strategy='microbatch',
  file_format='iceberg', partition_by=%s, event_time='%s', begin='%s', batch_size='%s', concurrent_batches=false) }}
select * from {{ source('%s', '%s') }}
""" % (json.dumps(copy.partitions.split(", ")), copy.data.column, copy.start[:10], unit, source_schema, source))
    # dbt-spark does not know that a table is one of Iceberg's in the run that creates it.
    write(folder, "macros/overwrite.sql", """{% macro get_insert_overwrite_sql(source_relation, target_relation, existing_relation) %}
insert overwrite {{ target_relation }} select * from {{ source_relation }}
{% endmacro %}
""")
    # The end of a batch is excluded, so that one batch more has the flight of the last midnight.
    until = "2001-08-01" if copy.last_end else copy.until[:10]
    return [[os.path.join(programs, "dbt"), "--no-use-colors", "run", "--project-dir", folder, "--profiles-dir", folder,
             "--event-time-start", copy.start[:10], "--event-time-end", until]]


def sqlmesh(copy, programs, folder):
    source_schema, source, schema, model = names(copy)
    write(folder, "config.yaml", json.dumps({
        "gateways": {"spark": {
            "connection": {"type": "spark", "config": spark_settings(copy, folder)},
            "state_connection": {"type": "duckdb", "database": folder + "/state.db"}}},
        "default_gateway": "spark", "model_defaults": {"dialect": "spark", "start": copy.start[:10]},
        "disable_anonymized_analytics": True}))
    # On Spark, SQLMesh cannot partition by a function of a column, so that the day is a column of its own.
    cron = {"D": "@daily", "M": "@monthly", "Y": "@yearly"}[copy.step[-1]]
    write(folder, "models/%s.sql" % model, """MODEL (
  name %s.%s,
  kind INCREMENTAL_BY_TIME_RANGE (time_column day, batch_size 1, batch_concurrency 1),
  table_format iceberg, partitioned_by (day%s), cron '%s', start '%s');
SELECT *, CAST(%s AS DATE) AS day FROM icebase.%s.%s WHERE %s BETWEEN @start_ts AND @end_ts
""" % (schema, model, copy.partitions.partition(")")[2], cron, copy.start[:10], copy.data.column, source_schema, source,
       copy.data.column))
    until = "2001-08-01" if copy.last_end else copy.until[:10]
    return [[os.path.join(programs, "sqlmesh"), "--paths", folder, "plan", "--auto-apply", "--no-prompts",
             "--skip-tests", "--execution-time", until]]


def dlt(copy, programs, folder):
    script = os.path.join(build.HOME, "src", "bench", "peers", "dlt_copy.py")
    return [[os.path.join(programs, "python"), script, json.dumps({
        "catalog": folder + "/catalog.db", "source": ".".join(copy.data.table.split(".")[1:]),
        "column": copy.data.column, "start": copy.start, "step": copy.step, "until": copy.until,
        "last-end": copy.last_end, "files": folder + "/files"})]]
