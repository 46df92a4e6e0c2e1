"""What can be done with texts: import, correct, publish, fetch, load."""
