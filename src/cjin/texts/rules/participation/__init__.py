"""Who is party to which treaty and what was said of it: files of the depositary, what they tell, what is doubtful."""
