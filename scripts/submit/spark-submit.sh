#!/bin/sh
# One run on a cluster, through its own spark-submit.
#
# Client mode, so that Flarepath's exit code is spark-submit's: 5 means that another run was
# faster, 4 that the outcome of the commit is unknown. In cluster mode it is only 0 or 1.
#
# The -all jar brings Iceberg. On a cluster that has Iceberg 1.11 or newer, take the one without
# -all. Driver and executors need Java 17.
set -eu

exec "${SPARK_HOME:?}/bin/spark-submit" \
  --master yarn \
  --deploy-mode client \
  --driver-memory 4g \
  --class io.flarepath.cli.Main \
  target/flarepath-0.1.0-all.jar \
  run --catch-up --conf conf/production.conf jobs/orders.yaml
