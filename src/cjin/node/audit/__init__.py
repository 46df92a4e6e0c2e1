"""The audit in words: what was done, to what, with a way to it."""
