#!/bin/sh
# One run as a step of an EMR cluster: EMR 7.x has Java 17, Spark 3.5 and Scala 2.12.
#
# Create the cluster without the classification `iceberg-defaults`: EMR's own Iceberg is
# older than Flarepath needs, and the -all jar brings its own.
#
#   scripts/submit/emr.sh CLUSTER-ID
set -eu

exec aws emr add-steps --cluster-id "$1" --steps "file://$(dirname "$0")/emr-step.json"
