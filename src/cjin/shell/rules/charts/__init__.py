"""Charts: what is drawn, as values without a database, and how it becomes a Vega-Lite specification."""
