"""Commitments: what a provision asks, of whom, how strongly, under which conditions and by when."""
