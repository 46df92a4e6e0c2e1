"""The draft report on a round: sentences that keep what they count, a word budget, edits, and a separate checker."""
