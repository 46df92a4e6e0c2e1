"""People and their posts, for every test of figures."""

from tests.core.conftest import make_organization, make_person

__all__ = ["make_organization", "make_person"]
