"""People and their posts, and a home of its own for every test of figures: tests side by side load the same sources."""

from pathlib import Path
from typing import Any

import pytest

from tests.core.conftest import make_organization, make_person

__all__ = ["make_organization", "make_person", "own_home"]


@pytest.fixture(autouse=True)
def own_home(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the node's files for one test."""
    home = tmp_path_factory.mktemp("home")
    settings.CJIN_HOME = home
    return home
