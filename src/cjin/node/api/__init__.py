"""The API under /api/v1: the packages' routers, one way to sign in, one form of errors."""

from ninja import NinjaAPI

from cjin import __version__
from cjin.node.api import about
from cjin.node.api.errors import add_handlers
from cjin.node.api.sign_in import Anybody, ByToken
from cjin.node.packages import API, part

DESCRIPTION = """What the pages can do, the API can do, by the same rules. Reading what is public needs no token.

Errors are problem documents (RFC 9457). Lists come in pages: pass `next` back as `cursor`.
Writes ask for `If-Match`: 428 without it, 412 where the version has changed. Whoever is not known gets 401."""

api = NinjaAPI(
    title="CJIN",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api",
    auth=[ByToken(), Anybody()],
)
add_handlers(api)
api.add_router("/node", about.router, tags=["node"])
for prefix, path in API:
    api.add_router(prefix, part(path), tags=[prefix.strip("/")])
