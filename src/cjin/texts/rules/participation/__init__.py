"""Who is party to which treaty: files of the depositary, and what is doubtful in them."""
