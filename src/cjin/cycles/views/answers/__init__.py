"""Pages of replies: one reply, its sections, its workbook, and the measures of a State."""
