"""Engines: a table set counted elsewhere than in numpy, by one SQL text for DuckDB, Spark and Trino."""
