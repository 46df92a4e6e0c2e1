"""What the routers of every package share: pages by cursor, and versions that a writer must know."""
