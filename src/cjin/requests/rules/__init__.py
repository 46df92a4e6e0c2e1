"""What requests are and need, without a database."""
