"""Writing a request: what each kind has to hold, what a draft holds, and what is still missing."""
