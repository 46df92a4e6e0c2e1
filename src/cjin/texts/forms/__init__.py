"""Forms of TEXT: reading a file in, correcting a draft."""
