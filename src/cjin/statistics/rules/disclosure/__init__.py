"""Confidentiality: which cells may not be shown, and which others must go with them."""
