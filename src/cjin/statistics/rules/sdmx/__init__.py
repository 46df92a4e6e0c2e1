"""SDMX: what is published as structures, data and reference metadata that other programs read without knowing us."""
