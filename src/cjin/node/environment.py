"""What may differ between two nodes: every environment variable that a node reads, with its default and its meaning.

Nothing else in the project reads the environment. The page docs/reference/settings.md is written from this list.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from cjin.core.rules.errors import Fault, Invalid


@dataclass(frozen=True)
class Variable:
    """One environment variable. ``example`` is shown in the reference, ``secret`` keeps its value out of any output."""

    name: str
    default: str
    meaning: str
    example: str = ""
    secret: bool = False


VARIABLES = (
    Variable("CJIN_HOME", "var", "Folder of everything the node keeps: database, key, files."),
    Variable(
        "DATABASE_URL",
        "",
        "Address of a PostgreSQL database. Empty: SQLite in CJIN_HOME, with safe settings.",
        "postgresql://cjin:secret@db.example.org:5432/cjin",
        secret=True,
    ),
    Variable(
        "CJIN_LIBRARY",
        "",
        "Folders, separated like PATH: `cjin prepare` imports and publishes every text in them, without a review.",
        "/srv/texts:/srv/more-texts",
    ),
    Variable(
        "CJIN_SAMPLES",
        "",
        "Folders, separated like PATH: `cjin prepare` publishes made-up countries (XA, XB, XC) and the sample files of"
        " figures and of the status of treaties that it knows and finds there. For demonstrations only.",
        "/srv/samples",
    ),
    Variable(
        "CJIN_MAP",
        "",
        "A TopoJSON or GeoJSON file of the countries that maps are drawn with; areas are known by ISO 3166-1 codes."
        " Empty: `cjin prepare` takes Natural Earth's from an npm package where it can; else maps are tile grids.",
        "/srv/boundaries.geojson",
    ),
    Variable("CJIN_NODE_NAME", "Demonstration node", "The node's own name, shown in the bar of every page."),
    Variable("CJIN_NODE_COLOUR", "#0f4a5e", "The node's own colour, so that two nodes on one screen are told apart."),
    Variable(
        "CJIN_ADDRESS",
        "",
        "The public address. With https cookies need TLS, and the proxy in front must set X-Forwarded-Proto.",
        "https://cjin.example.org",
    ),
    Variable(
        "CJIN_HOSTS", "", "Further host names that the node answers to, separated by commas.", "cjin.local,10.0.0.5"
    ),
    Variable("CJIN_TRUSTED_PROXIES", "0", "How many proxies in front set X-Forwarded-For (for limits by address)."),
    Variable("CJIN_OIDC_NAME", "", "The institution whose OpenID Connect sign-in is offered, as the button says it."),
    Variable("CJIN_OIDC_SERVER", "", "Address of the OpenID Connect server.", "https://login.example.org"),
    Variable("CJIN_OIDC_CLIENT", "", "The client's identifier at the OpenID Connect server."),
    Variable("CJIN_OIDC_SECRET", "", "The client's secret at the OpenID Connect server.", secret=True),
    Variable(
        "CJIN_MAIL_URL",
        "",
        "The mail server; `smtps` or `?tls=1` for encryption. Empty: letters are laid down in CJIN_HOME/mail.",
        "smtp://name:secret@mail.example.org:587?tls=1",
        secret=True,
    ),
    Variable("CJIN_MAIL_FROM", "cjin@localhost", "The sender of letters."),
    Variable(
        "CJIN_DOCUMENT_SERVICE",
        "https://documents.un.org/api/symbol/access?s={symbol}&l={language}&t=pdf",
        "Where `cjin texts fetch` gets an official file: an address with {symbol} and {language} in it.",
    ),
    Variable(
        "CJIN_LETTER_KEY",
        "",
        "A PEM file with the private key and the certificate (then those above it) that letters are signed with."
        " Empty: a key for demonstrations, made in CJIN_HOME, whose certificate says that it is one.",
        "/etc/cjin/letters.pem",
    ),
    Variable("CJIN_LETTER_PASSWORD", "", "The password of that key.", secret=True),
    Variable(
        "CJIN_PKCS11_MODULE",
        "",
        "The PKCS#11 library of a token that holds the key of letters, instead of a file (needs the extra `pkcs11`).",
        "/usr/lib/softhsm/libsofthsm2.so",
    ),
    Variable("CJIN_PKCS11_TOKEN", "", "The label of the token.", "letters"),
    Variable("CJIN_PKCS11_LABEL", "", "The label of key and certificate on the token.", "central-authority"),
    Variable("CJIN_PKCS11_PIN", "", "The PIN of the token.", secret=True),
    Variable(
        "CJIN_TIME_STAMPS",
        "",
        "Address of a time stamp authority (RFC 3161): signatures of letters then are PAdES B-T, else B-B.",
        "https://stamps.example.org",
    ),
    Variable(
        "CJIN_LETTER_ROOTS",
        "",
        "A PEM file of the certificates under which signatures of letters that come in, and their time stamps, are"
        " trusted. Keys of the directory are trusted besides.",
        "/etc/cjin/roots.pem",
    ),
    Variable("CJIN_FONTS", "", "Folders with more fonts for letters, separated like PATH.", "/srv/fonts"),
)
BY_NAME = {variable.name: variable for variable in VARIABLES}


def value(name: str, environment: Mapping[str, str] | None = None) -> str:
    """The value of a listed variable, its default where it is unset or empty. KeyError where it is not listed."""
    variable = BY_NAME[name]
    found = (os.environ if environment is None else environment).get(name, "").strip()
    return found or variable.default


def number(name: str) -> int:
    """A variable that counts something. Invalid where it is no whole number from 0 on."""
    found = value(name)
    if not found.isascii() or not found.isdecimal():
        raise Invalid("A setting cannot be used.", [Fault(name, f"it is “{found}” and must be a whole number")])
    return int(found)


def words(name: str) -> list[str]:
    """The parts of a variable that are separated by commas."""
    return [part.strip() for part in value(name).split(",") if part.strip()]
