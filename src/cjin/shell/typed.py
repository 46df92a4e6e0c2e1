"""What somebody typed into a form that could not be taken, so that it comes back.

The node keeps it nowhere but in the answer; a script of the page keeps it in its tab for the same person.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest

SECRET = frozenset(
    {"password", "password1", "password2", "oldpassword", "csrfmiddlewaretoken", "code", "credential", "authenticator"}
)
HIDDEN = frozenset({"revision", "version", "seen", "next"})
LONGEST = 200_000
"""A page does not give back more than this many characters of what was sent."""


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The names and texts of what a page of this node sent, without passwords and without what nobody typed.

    A name that was sent more than once has all its texts, empty ones too: each goes back to its own field.

    Nothing where another site sent it: that is no word of whoever reads the page.
    """
    if request.method != "POST" or not sent_from_here(request):
        return []
    found = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if any(one.strip() for one in values) and name not in HIDDEN | SECRET
    ]
    return found if sum(len(value) for _, value in found) <= LONGEST else []


def sent_from_here(request: HttpRequest) -> bool:
    """Whether a page of this node sent the form, as the browser tells it."""
    return _host(request.headers.get("Origin") or request.headers.get("Referer") or "") == request.get_host()


def page_of(request: HttpRequest) -> str:
    """The page on which the form stands, to come back to."""
    there = urlsplit(request.headers.get("Referer", ""))
    if there.netloc != request.get_host():
        return request.path
    return f"{there.path}?{there.query}" if there.query else there.path


def _host(address: str) -> str:
    return urlsplit(address).netloc
