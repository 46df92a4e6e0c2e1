"""Pages of rounds: the list, opening one, one at a glance."""
