"""Pages of forms: the list, one form, writing one down."""
