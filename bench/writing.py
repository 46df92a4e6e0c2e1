"""A first request for bank records: the words to read, the answers to give and the time that both take, page by page.

The case is that of the demonstration, written by somebody who has the file at hand: what is on a page already is not
typed again. Reading, typing and presses have fixed speeds; what somebody thinks or looks up is not in it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

READ, TYPE, COMPOSE = 200, 30, 12
"""Words in a minute: read, typed from what is at hand, and typed while it is thought out."""
CHOICE, PAGE = 3, 4
"""Seconds for a choice, and for a page to be left and the next one to come."""
PROPOSED = {"authority", "contact", "languages"}
UNREAD = (
    ".//*[contains(concat(' ', @class, ' '), ' unseen ') or contains(concat(' ', @class, ' '), ' missing ')]"
    "|.//*[@hidden]|.//option|.//datalist|.//textarea|.//script|.//details[not(@open)]/*[not(self::summary)]|.//nav"
)


@dataclass(frozen=True)
class Page:
    """What a page asks of its reader: words to read, words to type in ``typed`` fields, and choices."""

    name: str
    words: int
    typed: int
    typed_words: int
    choices: int

    def seconds(self, typing: int = TYPE) -> float:
        """How long it takes, with a speed of typing in words a minute."""
        return (self.words / READ + self.typed_words / typing) * 60 + self.choices * CHOICE + PAGE


def main() -> None:
    """Print the table of a node of its own, prepared in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("CJIN_", "DATABASE_"))}
    with tempfile.TemporaryDirectory(prefix="cjin-bench-") as home:
        here = {"CJIN_HOME": home, "CJIN_SAMPLES": home, "DJANGO_SETTINGS_MODULE": "cjin.node.settings"}
        subprocess.run([sys.executable, "-m", "bench.writing"], env={**plain, **here}, check=True)


def run() -> None:
    """Prepare a node, write the request twice (as the first one, and from an earlier one), print."""
    import django

    django.setup()
    from cjin.node.prepare import prepare

    prepare(now=datetime.now(UTC), say=lambda _: None)
    client = _signed_in()
    _print("the first request of a node", list(_first(client)))
    if earlier := _reference_before(client):
        _print("begun from an earlier request", list(_first(client, earlier)))


def _signed_in() -> Any:
    from django.test import Client

    from cjin.core.models import User
    from cjin.requests.models import Request

    Request.objects.all().delete()  # the first request of a node has none before it
    User.objects.update(must_change_password=False)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get())
    return client


def _reference_before(client: Any) -> str:
    from cjin.requests.models import Request

    page = client.get("/requests/new").content.decode()
    return str(Request.objects.values_list("reference", flat=True).first()) if 'name="earlier"' in page else ""


def _wanted() -> tuple[dict[str, Any], dict[str, Any]]:
    """How the request begins and its answers, as the demonstration has them, by the names of fields."""
    from cjin.core.rules.catalogue import read

    draft = read("requests/demonstration-cases")[0]["draft"]
    begun = {"kind": draft["kind"], "requested": draft["requested"], "requesting": draft["requesting"]}
    answers: dict[str, Any] = {"basis": draft["basis"], "addressee": draft["addressee"], **draft["answers"]}
    for number, one in enumerate(answers.pop("offences")):
        answers |= {f"offences-{number}-{part}": value for part, value in one.items()}
    del answers["urgent"]
    plain = {name: _plain(value) for name, value in answers.items()}
    return {name: str(value) for name, value in begun.items()}, plain


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [str(one) for one in value]
    return value.isoformat() if isinstance(value, date) else str(value)


def _first(client: Any, earlier: str = "") -> Iterator[Page]:
    begun, answers = _wanted()
    if earlier:
        begun["earlier"] = earlier
        answers["facts"] += " Un quatrième paiement a suivi en juillet 2024."
    address = "/requests/new"
    while not address.endswith("/check"):
        page, sent = _filled(client, address, begun if address.endswith("/new") else answers)
        yield page
        answer = client.post(address, sent)
        assert answer.status_code == 302, (address, sent)
        address = answer["Location"].partition("#")[0]
    page, sent = _filled(client, address, {})
    yield page
    assert client.post(address, sent).status_code == 302


def _filled(client: Any, address: str, wanted: Mapping[str, Any]) -> tuple[Page, dict[str, Any]]:
    """A page as its reader meets it, and its form as it is sent."""
    from lxml import html

    tree = html.fromstring(client.get(address).content)
    form = max(tree.xpath("//main//form"), key=lambda one: len(one.fields), default=None)
    sent: dict[str, Any] = {}
    for name, value in form.form_values() if form is not None else ():
        if value != "on":  # what is chosen by nothing but being left open
            sent.setdefault(name, []).append(value.strip())
    offered = set(form.inputs.keys()) if form is not None else set()
    typed = typed_words = choices = 0
    for name in offered & set(wanted):
        if name in PROPOSED and any(sent.get(name, ())):
            continue  # what the page proposes is as good as what the demonstration has
        value = wanted[name] if isinstance(wanted[name], list) else [wanted[name]]
        if sent.get(name) == value or (sent.get(name, [""])[0].partition(" ")[0] == value[0] and len(value) == 1):
            continue
        before = " ".join(sent.get(name, []))
        sent[name] = value
        if _is_typed(form, name):
            typed += 1
            typed_words += len(value[0].removeprefix(before).split())
        else:
            choices += len(value)
    words = _words(tree.xpath("//main")[0])
    return Page(address.rsplit("/", 1)[-1], words, typed, typed_words, choices), sent


def _is_typed(form: Any, name: str) -> bool:
    """Whether a field is typed in; one with a list is looked for and chosen."""
    field = form.inputs[name]
    if getattr(field, "tag", "") == "textarea":
        return True
    return getattr(field, "type", "") in ("text", "date") and not field.get("list")


def _words(main: Any) -> int:
    for one in main.xpath(UNREAD):
        one.drop_tree() if one.getparent() is not None else None
    return len(main.text_content().split())


def _print(title: str, pages: list[Page]) -> None:
    print(f"-- {title}")
    print(f"{'page':16} {'read':>6} {'typed':>6} {'words':>6} {'chosen':>7} {'minutes':>8}")
    for one in pages:
        shown = f"{one.words:6} {one.typed:6} {one.typed_words:6} {one.choices:7} {one.seconds() / 60:8.1f}"
        print(f"{one.name[:16]:16} {shown}")
    total = [sum(getattr(one, part) for one in pages) for part in ("words", "typed", "typed_words", "choices")]
    minutes = sum(one.seconds() for one in pages) / 60
    composed = sum(one.seconds(COMPOSE) for one in pages) / 60
    shown = f"{total[0]:6} {total[1]:6} {total[2]:6} {total[3]:7} {minutes:8.1f}"
    print(f"{'all':16} {shown}   {composed:.1f} where every text is thought out while it is typed")


if __name__ == "__main__":
    run()
