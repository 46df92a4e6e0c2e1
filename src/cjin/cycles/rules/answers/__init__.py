"""Replies to questions: their plain form, what is missing, how two copies differ."""
