"""Evidence: who held it when, what it may be used for, and how it is told to other systems."""
