"""What a directory says and answers, without a database."""
