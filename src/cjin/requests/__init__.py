"""REQUEST: typed, complete, lawful, timed requests between States."""
