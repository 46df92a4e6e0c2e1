"""Rules of TEXT: reading, cleaning and structuring the texts of instruments, without a database."""
