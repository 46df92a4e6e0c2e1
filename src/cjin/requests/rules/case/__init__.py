"""The case: what may be done with a request in which state, what must be so first, and by when."""
