"""Maps: shapes of areas, how they are laid on a sheet, and how values shade them. Boundaries imply no opinion."""
