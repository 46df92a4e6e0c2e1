"""Checks of figures: rules as data in the catalogue, run as SQL over the observations of a dataset."""
