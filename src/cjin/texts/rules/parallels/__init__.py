"""Parallels: which provision of one instrument says what a provision of another says, and why it seems so."""
