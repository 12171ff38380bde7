#!/bin/sh
# One run as a job of a Dataproc cluster: image 2.2 or 2.3 has Spark 3.5 and Scala 2.12, but Java
# 11, and Flarepath needs 17 in the driver and in the executors. Make the cluster with an
# initialization action that installs a JDK 17 on every node, without the optional component
# ICEBERG (it is too old; the -all jar brings its own), and set where that JDK is:
#
#   gcloud dataproc clusters create CLUSTER --region=REGION --image-version=2.2 \
#     --initialization-actions=gs://BUCKET/flarepath/install-jdk17.sh \
#     --properties=spark-env:JAVA_HOME=/usr/lib/jvm/JDK17,spark:spark.executorEnv.JAVA_HOME=/usr/lib/jvm/JDK17
#
#   scripts/submit/dataproc.sh CLUSTER REGION BUCKET
set -eu

exec gcloud dataproc jobs submit spark \
  --cluster="$1" \
  --region="$2" \
  --class=io.flarepath.cli.Main \
  --jars="gs://$3/flarepath/flarepath-0.1.0-all.jar" \
  --properties=spark.driver.memory=4g \
  -- run --catch-up --conf "gs://$3/flarepath/conf/production.conf" \
  "gs://$3/flarepath/jobs/orders.yaml"
