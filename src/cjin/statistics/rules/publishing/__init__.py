"""Publishing: figures as flows of cells with statuses and rules, ready to be read, drawn and exchanged."""
