"""Forms, answers, compilation and reports as pure functions."""
