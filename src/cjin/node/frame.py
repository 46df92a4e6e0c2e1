"""What this node tells the frame around every page: its places and doors, what is new and what is due."""

from dataclasses import replace

from django.utils.translation import ngettext_lazy

from cjin.core.rules.duties import Duty
from cjin.cycles.permissions import OF_RESPONDENTS
from cjin.cycles.queries import holdings as cycles
from cjin.directory.queries import holdings as directory
from cjin.reference.queries import holdings as reference
from cjin.requests.permissions import DUTIES
from cjin.requests.queries import holdings as requests
from cjin.shell.rules.frame import (
    COOPERATION,
    DOORS,
    FIGURES,
    FOLLOW_UP,
    LIBRARY,
    NETWORK,
    Door,
    Entry,
    Frame,
    Holding,
    Shelf,
)
from cjin.statistics.queries import holdings as figures
from cjin.texts.queries import holdings as library


def _(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


FRAME = Frame(
    places=(
        replace(
            LIBRARY,
            entries=(
                Entry(_("Instruments"), "texts:list"),
                Entry(_("Compare"), "texts:compare"),
                Entry(_("Topics"), "reference:topics"),
                Entry(_("By topic"), "texts:matrix"),
                Entry(_("Treaties"), "texts:treaties"),
                Entry(_("Add a text"), "texts:import", frozenset({Duty.TEXTS_EDIT})),
                Entry(_("Drafts"), "texts:drafts", frozenset({Duty.TEXTS_EDIT, Duty.TEXTS_PUBLISH})),
            ),
        ),
        replace(
            FIGURES,
            entries=(
                Entry(_("Indicators"), "statistics:figures"),
                Entry(_("World map"), "statistics:map"),
                Entry(_("Compare areas"), "statistics:compare"),
                Entry(_("What was published"), "statistics:publications"),
                Entry(_("Loads of records"), "statistics:loads", frozenset({Duty.STATISTICS_EDIT})),
                Entry(_("Datasets"), "statistics:datasets", there=figures.has_datasets),
                Entry(_("Findings"), "statistics:findings", there=figures.has_datasets),
                Entry(_("Classification"), "statistics:classification"),
                Entry(_("National schemes"), "statistics:schemes"),
            ),
        ),
        replace(
            COOPERATION,
            entries=(
                Entry(_("Directory"), "directory:list"),
                Entry(_("Who is competent?"), "directory:who"),
                Entry(_("Correspondents"), "directory:correspondents"),
                Entry(_("To be verified"), "directory:due", frozenset({Duty.DIRECTORY_EDIT})),
                Entry(_("Load a file"), "directory:load", frozenset({Duty.DIRECTORY_EDIT})),
                Entry(_("Signed directories"), "directory:signed"),
                Entry(_("Legal basis"), "requests:basis"),
                Entry(_("Requests"), "requests:list", DUTIES),
                Entry(_("Write a request"), "requests:new", frozenset({Duty.REQUESTS_WRITE})),
            ),
        ),
        replace(
            FOLLOW_UP,
            entries=(
                Entry(_("Rounds"), "cycles:rounds"),
                Entry(_("Forms"), "cycles:forms"),
                Entry(_("Open a round"), "cycles:open", frozenset({Duty.CYCLES_ASK})),
                Entry(_("Measures"), "cycles:measures", OF_RESPONDENTS),
                Entry(_("Workplan"), "cycles:workplan"),
                Entry(_("Calendar of mandates"), "texts:calendar"),
            ),
        ),
        replace(
            NETWORK,
            entries=(
                Entry(_("States and areas"), "reference:states"),
                Entry(_("Groups of States"), "reference:groups"),
                Entry(_("People"), "core:people", frozenset({Duty.NODE_ADMINISTER})),
                Entry(_("Organizations"), "core:organizations", frozenset({Duty.NODE_ADMINISTER})),
                Entry(_("Audit"), "core:audit", frozenset({Duty.AUDIT_READ})),
            ),
        ),
    ),
    holdings=(
        Holding(
            ngettext_lazy("%(shown)s instrument", "%(shown)s instruments", "count"),
            library.instruments,
        ),
        Holding(ngettext_lazy("%(shown)s provision", "%(shown)s provisions", "count"), library.provisions),
        Holding(ngettext_lazy("%(shown)s indicator", "%(shown)s indicators", "count"), figures.indicators),
        Holding(
            ngettext_lazy("%(shown)s State or area", "%(shown)s States and areas", "count"),
            reference.states,
        ),
        Holding(ngettext_lazy("%(shown)s topic", "%(shown)s topics", "count"), reference.topics),
    ),
    doors=(
        Door(
            _("Instruments"),
            _("Declarations, resolutions and standards, with contents, notes and every version."),
            "texts:list",
            library.instruments,
        ),
        replace(DOORS[0], url_name="search", count=library.provisions),
        replace(DOORS[1], url_name="statistics:figures", count=figures.indicators),
        Door(
            _("Topics"),
            _("The subjects of the field in six languages, and what speaks of each."),
            "reference:topics",
            reference.topics,
        ),
        Door(
            _("States and areas"),
            _("Codes, regions, membership and groups on any day."),
            "reference:states",
            reference.states,
        ),
        Door(
            _("Authorities"),
            _("Who is competent for a request, by which way and in which language, on any day."),
            "directory:list",
            directory.bodies,
        ),
        replace(DOORS[2], url_name="requests:list", count=requests.open_requests),
        replace(DOORS[3], url_name="cycles:rounds", count=cycles.rounds),
    ),
    examples=("76/181 para 61", "Kyoto 61", "rule of law", '"mutual legal assistance"'),
    shelves=(
        Shelf(_("Topics"), "reference:topics", reference.topic_titles),
        Shelf(_("Groups of States"), "reference:groups", reference.group_titles),
    ),
    news=(library.news, cycles.news),
    due=(library.due, directory.due, requests.due, cycles.due),
)
