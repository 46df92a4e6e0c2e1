"""Charts drawn to SVG, kept on disk, and told in words."""
