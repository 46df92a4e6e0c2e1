"""What this node tells the frame around every page: its places and doors, what is new and what is due."""

from cjin.shell.rules.frame import UNBUILT

FRAME = UNBUILT
