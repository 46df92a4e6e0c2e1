"""``python -m cjin`` is the command line."""

from cjin.node.cli import main

main()
