"""Forms as data: sections, questions, conditions."""
