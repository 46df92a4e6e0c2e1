"""Writes audit rows as fast as it can, and says each on standard output only after its transaction was committed."""

import sys
from datetime import UTC, datetime

import django

django.setup()

from django.db import OperationalError, transaction  # noqa: E402

from cjin.core.actions.audit import record  # noqa: E402

STREAM = sys.argv[1]

while True:
    try:
        with transaction.atomic():
            row = record(stream=STREAM, act="write", by=None, obj="probe", now=datetime.now(UTC))
    except OperationalError:  # SQLite lets no writer queue: it had no turn in its time, and nothing was acknowledged
        continue
    print(row.position, flush=True)
