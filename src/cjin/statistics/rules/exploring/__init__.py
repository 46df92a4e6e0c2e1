"""Exploring: what a reader asks of a flow, the figures that answer it, and their order in a table."""
