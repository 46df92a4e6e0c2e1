"""Pages for whoever keeps the node, in the frame of the shell: they know it by the name of its template only."""
