# Flarepath on a plain Spark: no settings, no workflows, no credentials inside.
#
#   mvn package
#   docker build -t flarepath .
#   docker run --rm -v "$PWD":/work flarepath run jobs/flights-ingest.yaml
#
# Any image of Spark 3.5 with Scala 2.12 and Java 17 will do.
ARG SPARK_IMAGE=apache/spark:3.5.7-scala2.12-java17-ubuntu
FROM ${SPARK_IMAGE}

USER root
RUN mkdir -p /opt/flarepath /work && chown 185:185 /work
COPY target/flarepath-*-all.jar /opt/flarepath/flarepath-all.jar

# The user `spark` of the base image. A folder that is mounted on /work must be writable for it.
USER 185
WORKDIR /work

ENTRYPOINT ["/opt/spark/bin/spark-submit", "--class", "io.flarepath.cli.Main", "/opt/flarepath/flarepath-all.jar"]
CMD ["help"]
