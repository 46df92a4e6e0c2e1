"""Serving the node: a server process and a worker process under one supervisor."""
