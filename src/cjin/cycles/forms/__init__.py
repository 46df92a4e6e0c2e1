"""What is sent to the pages of follow-up: rounds, acts, replies to questions, measures."""
