"""Loads the orders of each hour, by Airflow.

Needs apache-airflow-providers-apache-spark, a Spark connection `spark_default` with deploy mode
`client`, and Java 17 where the driver and the executors run.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG(
    dag_id="orders",
    schedule="@hourly",
    start_date=datetime(2024, 1, 1),
    # Flarepath keeps its own state and catches up by itself.
    catchup=False,
    # Two runs at once do no harm: one of them publishes, the other one stops with exit code 5.
    max_active_runs=1,
) as dag:
    SparkSubmitOperator(
        task_id="load_orders",
        conn_id="spark_default",
        application="/opt/flarepath/flarepath-0.1.0-all.jar",
        java_class="io.flarepath.cli.Main",
        application_args=[
            "run",
            "--catch-up",
            # What counts as now: windows that end later wait, however late this task runs.
            "--execution-time",
            "{{ data_interval_end.isoformat() }}",
            "--conf",
            "/opt/flarepath/conf/production.conf",
            "/opt/flarepath/jobs/orders.yaml",
        ],
        driver_memory="4g",
        # A crashed run leaves the table unchanged, so it is safe to try again.
        retries=2,
        retry_delay=timedelta(minutes=5),
    )
