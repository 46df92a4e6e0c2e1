"""CJIN, the Crime and Justice Information Network."""

__version__ = "0.1.0"
