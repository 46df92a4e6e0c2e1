"""What the directory speaks of, in the reader's words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cjin.reference.models import Group, State
from cjin.shell.rules.dates import locale_of
from cjin.texts.models import Work
from cjin.texts.queries.wording import short_treaty

from ..rules.competence import Unknown
from ..rules.freshness import Freshness
from ..rules.kinds import BodyKind, ChannelKind, Demand, Function, KeyUse
from ..rules.offences import offences

FUNCTIONS: Mapping[str, Any] = {
    Function.MUTUAL_LEGAL_ASSISTANCE: _("Mutual legal assistance"),
    Function.EXTRADITION: _("Extradition"),
    Function.CONFISCATION: _("Confiscation"),
    Function.TRANSFER_OF_PROCEEDINGS: _("Transfer of proceedings"),
    Function.TRANSFER_OF_SENTENCED_PERSONS: _("Transfer of sentenced persons"),
    Function.JOINT_INVESTIGATION: _("Joint investigation"),
    Function.SPONTANEOUS_INFORMATION: _("Spontaneous information"),
    Function.FIREARMS_TRACING: _("Tracing of firearms"),
    Function.CULTURAL_PROPERTY: _("Return of cultural property"),
    Function.TRAFFIC_BY_SEA: _("Drug traffic by sea"),
    Function.MIGRANTS_BY_SEA: _("Smuggling of migrants by sea"),
    Function.PREVENTION: _("Crime prevention"),
    Function.CIVIL_PROCEEDINGS: _("Civil and administrative proceedings"),
    Function.CYBERCRIME_24_7: _("Electronic evidence at all hours"),
    Function.LEGAL_AID: _("Legal aid"),
}
KINDS: Mapping[str, Any] = {
    BodyKind.CENTRAL_AUTHORITY: _("Central authority"),
    BodyKind.COMPETENT_AUTHORITY: _("Competent authority"),
    BodyKind.LIAISON_OFFICE: _("Liaison office"),
    BodyKind.NATIONAL_CORRESPONDENT: _("National correspondents"),
    BodyKind.NETWORK: pgettext_lazy("kind of body", "Network"),
    BodyKind.COMMISSION: _("Commission"),
    BodyKind.ROSTER: _("List of experts"),
    BodyKind.INSTITUTE: _("Institute"),
    BodyKind.ORGANIZATION: _("Organization"),
}
CHANNELS: Mapping[str, Any] = {
    ChannelKind.POST: pgettext_lazy("channel", "Post"),
    ChannelKind.PHONE: _("Phone"),
    ChannelKind.EMAIL: _("E-mail"),
    ChannelKind.PORTAL: _("Portal"),
    ChannelKind.INTERPOL: _("INTERPOL"),
    ChannelKind.E_CODEX: _("e-CODEX"),
    ChannelKind.DIPLOMATIC: _("Diplomatic channel"),
    ChannelKind.NODE: _("Node of this network"),
}
SIGNATURES: Mapping[str, Any] = {
    Demand.REQUIRED: _("a signature is required"),
    Demand.ACCEPTED: _("a signature is accepted"),
    Demand.NOT_POSSIBLE: _("a signature is not possible"),
}
ENCRYPTIONS: Mapping[str, Any] = {
    Demand.REQUIRED: _("encryption is required"),
    Demand.ACCEPTED: _("encryption is accepted"),
    Demand.NOT_POSSIBLE: _("encryption is not possible"),
}
KEY_USES: Mapping[str, Any] = {KeyUse.SIGNING: _("Signing"), KeyUse.ENCRYPTION: _("Encryption")}
FRESH: Mapping[str, tuple[Any, str]] = {
    Freshness.VERIFIED: (_("verified"), "done"),
    Freshness.DUE: (_("due for verification"), "active"),
    Freshness.OLD: (_("verified long ago"), "warning"),
    Freshness.NEVER: (_("never verified"), "draft"),
}
UNKNOWN: Mapping[str, Any] = {
    Unknown.NO_STATE: _("Nothing is known of this State."),
    Unknown.NO_FUNCTION: _("No body of this State is known for this kind of request."),
    Unknown.NO_OFFENCE: _("The bodies known for this kind of request are not competent for this offence."),
    Unknown.NO_INSTRUMENT: _("The bodies known for this kind of request are named for other instruments."),
    Unknown.NO_MEASURE: _("The bodies known for this kind of request are named for other measures."),
    Unknown.NO_PLACE: _("The bodies known for this kind of request are named for other parts of the State."),
}
FIELDS: Mapping[str, Any] = {
    "kind": _("Kind"),
    "names": _("Names"),
    "part_of": _("Part of"),
    "competences": _("Competences"),
    "languages": _("Languages of requests"),
    "channels": _("Ways to it"),
    "keys": _("Keys"),
    "time_zone": _("Time zone"),
    "urgent_procedure": _("Urgent procedure"),
    "requirements": _("Requirements"),
    "members": _("Members"),
    "website": _("Website"),
    "source": _("Source"),
    "fictional": _("Made up"),
}


def said_in(words: Mapping[str, str]) -> str:
    """Words in the reader's language, in English where there are none, else in the first that has any."""
    own = (get_language() or "en").partition("-")[0]
    return words.get(own) or words.get("en") or next(iter(words.values()), "")


def is_made_up(code: str) -> bool:
    """Whether a code is one that ISO 3166-1 leaves to its users, as demonstrations use them."""
    return len(code) == 3 and ("AAA" <= code <= "AAZ" or "QMA" <= code <= "QZZ" or "XAA" <= code <= "XZZ")


def state_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of States by their codes; a made-up one says that it is. One query."""
    wanted = {code for code in codes if code}
    known = {state.pk: said_in(state.names) for state in State.objects.filter(pk__in=wanted)}
    return {code: known.get(code) or _unlisted(code) for code in wanted}


def _unlisted(code: str) -> str:
    return gettext("demonstration State %(code)s") % {"code": code} if is_made_up(code) else code


def work_names(slugs: Iterable[str]) -> dict[str, str]:
    """Instruments by their short names. One query; what the library does not know keeps its identifier."""
    wanted = set(slugs)
    known = {work.slug: short_treaty(work) for work in Work.objects.filter(slug__in=wanted)} if wanted else {}
    return {slug: known.get(slug, slug) for slug in wanted}


def group_names(slugs: Iterable[str]) -> dict[str, str]:
    """Groups of States by their names. One query."""
    known = {one.pk: said_in(one.names) for one in Group.objects.filter(pk__in=set(slugs))}
    return {slug: known.get(slug, slug) for slug in slugs}


def offence_named(code: str) -> str:
    """A code of ICCS with its title where the catalogue has it."""
    titles = offences().get(code)
    return f"{code} {said_in(titles)}" if titles else code


def offence_language(code: str) -> str:
    """The language in which ``offence_named`` tells a code of ICCS: the reader's, else English."""
    own = (get_language() or "en").partition("-")[0]
    return own if offences().get(code, {}).get(own) else "en"


def language_names(codes: Iterable[str]) -> dict[str, str]:
    """Languages by their names in the reader's language."""
    names = locale_of(get_language() or "en").languages
    return {code: str(names.get(code, code)) for code in codes}
