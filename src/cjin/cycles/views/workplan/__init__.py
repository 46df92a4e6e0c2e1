"""Pages of the workplan: thematic discussions, and what the replies say for each."""
