"""The API under /api/v1: the packages' routers, one way to sign in, one form of errors."""

from ninja import NinjaAPI

from cjin import __version__
from cjin.node.api import about
from cjin.node.api.errors import add_handlers
from cjin.node.api.parsing import PlainTexts
from cjin.node.api.sign_in import Anybody, ByToken
from cjin.node.packages import API, part

DESCRIPTION = """Texts: reading, searching, comparing, importing and every act of the review page. Figures:
loading, counting, checking, publishing and reading them, also as SDMX. The directory: who is competent, bodies on any
day, entries, files and verifications. All of it by the rules of the pages.
Reading what is public needs no token; a token acts for its person, within its scopes. Accounts, posts and tokens
are kept outside the API, and so is fetching from the document service.

Errors are problem documents (RFC 9457). Long lists come in pages: pass `next` back as `cursor`; a search takes `limit`
and `offset`. Groups, languages, topics and drafts come whole. An act on a text, the commitments
of an instrument, a national code, a finding, a body or a request asks for `If-Match` with its ETag: 428 without it, 412
where the version has changed; reading another file in asks for none. 409 is for what stands against it: it exists
already, or its state does not allow it any more. Whoever is not known gets 401."""

api = NinjaAPI(
    title="CJIN",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api",
    auth=[ByToken(), Anybody()],
    parser=PlainTexts(),
)
add_handlers(api)
api.add_router("/node", about.router, tags=["node"])
for prefix, path in API:
    api.add_router(prefix, part(path), tags=[prefix.strip("/")])
