"""The SQL of a table set on Spark: the same text in its dialect, over the same file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cjin.core.rules.errors import Unavailable
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.tables import Outcome, needs_of, undated
from cjin.statistics.rules.engines.answers import table_of
from cjin.statistics.rules.engines.dialects import Dialect, in_dialect
from cjin.statistics.rules.engines.statement import RECORDS, ROW, statement
from cjin.statistics.rules.records import loading
from cjin.statistics.rules.tableset import TableSet

SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


def count(tables: TableSet, load: Load) -> Outcome:
    """Every table of a set whose unit the load holds, by a Spark that lives as long. Raises Invalid, Unavailable."""
    with session() as spark:
        return count_in(spark, tables, load)


def count_in(spark: Any, tables: TableSet, load: Load) -> Outcome:
    """Every table of a set whose unit the load holds, in a session of Spark, here or on a cluster."""
    needs, refused = needs_of(tables, load)
    records = spark.read.parquet(str(load.folder / loading.RECORDS))
    records.selectExpr("*", f"_metadata.row_index AS {ROW}").createOrReplaceTempView(RECORDS)
    queries = (in_dialect(statement(need, load), Dialect.SPARK) for need in needs)
    found = [table_of(need, load, spark.sql(query).collect()) for need, query in zip(needs, queries, strict=True)]
    return Outcome(tuple(found), refused, undated(needs, load))


@contextmanager
def session() -> Iterator[Any]:
    """A session in this process, which nobody outside reaches. Raises Unavailable without PySpark or Java."""
    builder = _builder()
    with tempfile.TemporaryDirectory(prefix="cjin-spark-") as folder:
        own = {"spark.local.dir": folder, "spark.sql.warehouse.dir": f"{folder}/warehouse"}
        with _errors("Spark does not begin; it needs Java 17 or later, on PATH or in JAVA_HOME"):
            spark = builder.appName("cjin").config(map=SETTINGS | own).getOrCreate()
        try:
            with _errors("Spark cannot count"):
                yield spark
        finally:
            spark.stop()


@contextmanager
def _errors(said: str) -> Iterator[None]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise Unavailable(f"{said}: {' '.join(str(error).splitlines()[:2])[:300]}") from error


def _builder() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Unavailable("PySpark is not installed; install the extra: pip install 'cjin[spark]'.") from error
    return SparkSession.builder.master("local[2]")
