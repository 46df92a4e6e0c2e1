"""What the replies of a round say together: counts with those counted, never a ranking of States."""
