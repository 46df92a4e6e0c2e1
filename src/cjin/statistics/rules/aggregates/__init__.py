"""Ready figures: files of aggregates become observations, and what is wrong with a file is told with its row."""
