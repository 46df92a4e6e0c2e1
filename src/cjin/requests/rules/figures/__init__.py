"""Figures of requests, from what happened to them: how many, how long, with which outcome; small groups are hidden."""
