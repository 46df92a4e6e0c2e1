"""Loads every test and runs none: ``python -m tests.collected`` shows what is wrong, not the list of the others."""

import io
import sys
from contextlib import redirect_stdout

import pytest

if __name__ == "__main__":
    said = io.StringIO()
    with redirect_stdout(said):
        code = pytest.main(["--collect-only", "-qq"])
    if code:
        told = said.getvalue()
        sys.stderr.write(told[max(told.find("= ERRORS"), 0) :])
    sys.exit(code)
