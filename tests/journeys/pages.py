"""Every page of the node, as its addresses are configured: none is forgotten when the others are looked at."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

SAMPLES = {
    "shell:place": "/places/network",
    "core:person": "/people/admin",
    "core:organization": "/organizations/1",
    "core:change-organization": "/organizations/1/change",
    "reference:state": "/states/KEN",
    "reference:group": "/groups/ldc",
    "reference:topic": "/topics/corruption",
    "texts:work": "/texts/model-declaration",
    "texts:provision": "/texts/model-declaration/para_3__subpara_b",
    "texts:commitments": "/texts/model-declaration/commitments",
    "texts:commitment-file": "/texts/model-declaration/commitments/from-a-file",
    "texts:going-through": "/texts/model-declaration/commitments/para_3__subpara_b",
    "texts:parallels": "/texts/model-declaration/parallels",
    "texts:citations": "/texts/model-declaration/citations",
    "texts:through-time": "/texts/topics/corruption",
    "texts:of-a-state": "/texts/treaties/of/ken",
    "directory:body": "/directory/xbb-prosecutor-general",
    "directory:edit": "/directory/ccpcj/edit",
    "directory:act": "/directory/ccpcj/verify",
    "cycles:round": "/follow-up/simulated-second/",
    "cycles:reply": "/follow-up/simulated-second/KEN/",
    "cycles:forms": "/follow-up/forms/",
    "cycles:form": "/follow-up/forms/self-assessment/1",
    "cycles:put-form": "/follow-up/forms/new",
    "cycles:compose": "/follow-up/forms/self-assessment/1/compose",
    "cycles:compose-title": "/follow-up/forms/self-assessment/1/compose/title",
    "cycles:compose-section": "/follow-up/forms/self-assessment/1/compose/section/criminalization",
    "cycles:compose-new-section": "/follow-up/forms/self-assessment/1/compose/section",
    "cycles:compose-question": "/follow-up/forms/self-assessment/1/compose/question/untoc-5-how",
    "cycles:compose-new-question": "/follow-up/forms/self-assessment/1/compose/question",
    "cycles:compose-remove": "/follow-up/forms/self-assessment/1/compose/remove/question/untoc-5",
    "cycles:results": "/follow-up/simulated-second/results",
    "cycles:difficulties": "/follow-up/simulated-second/results/difficulties",
    "cycles:answers": "/follow-up/simulated-second/results/answers",
    "cycles:series": "/follow-up/simulated-second/results/series",
    "cycles:map": "/follow-up/simulated-second/results/map",
    "cycles:matrix": "/follow-up/simulated-second/results/matrix",
    "cycles:figures": "/follow-up/simulated-second/results/figures",
    "cycles:report": "/follow-up/simulated-second/report",
    "cycles:sentence": "/follow-up/simulated-second/report/sc7c29f89c473b735e3e27d92",
    "cycles:national": "/follow-up/simulated-second/KEN/national-report",
    "cycles:discussion": "/follow-up/workplan/1",
    "cycles:new-discussion": "/follow-up/workplan/new/model-declaration",
    "cycles:change-discussion": "/follow-up/workplan/1/change",
    "statistics:category": "/statistics/iccs/0101",
    "statistics:indicator": "/statistics/indicators/victims",
    "statistics:area": "/statistics/areas/XA",
    "statistics:publication": "/statistics/publications/xa-police/1",
    "statistics:cell": "/statistics/cells/xa-police/1/offences/A.XA.0101.NR/2024",
}
"""An example for each address that has something to fill in."""

NO_PAGE, FORM_ONLY = "is no page", "takes a form and leads back"
STEP_BEFORE, ITS_DATA = "is reached by a step before it only", "needs data that only its own journey brings"
EXCEPTIONS = {
    "health": NO_PAGE,
    "shell:colour": NO_PAGE,
    "reference:skos": NO_PAGE,
    "texts:download": NO_PAGE,
    "texts:statements": NO_PAGE,
    "texts:parties-curve": NO_PAGE,
    "directory:signed-file": NO_PAGE,
    "statistics:dataset-file": NO_PAGE,
    "statistics:scheme-download": NO_PAGE,
    "statistics:load-apart": NO_PAGE,
    "statistics:indicator-chart": NO_PAGE,
    "statistics:compare-chart": NO_PAGE,
    "statistics:table-file": NO_PAGE,
    "mfa_download_recovery_codes": NO_PAGE,
    "mfa_login_webauthn": NO_PAGE,
    "set_language": FORM_ONLY,
    "core:give_post": FORM_ONLY,
    "core:name": FORM_ONLY,
    "core:password": FORM_ONLY,
    "core:change": FORM_ONLY,
    "core:end_post": FORM_ONLY,
    "texts:act": FORM_ONLY,
    "texts:deliver": FORM_ONLY,
    "texts:undeliver": FORM_ONLY,
    "texts:decide": FORM_ONLY,
    "texts:judge": FORM_ONLY,
    "requests:check": ITS_DATA,
    "requests:write": ITS_DATA,
    "requests:partners-file": NO_PAGE,
    "requests:case": ITS_DATA,
    "requests:act": ITS_DATA,
    "requests:answer": ITS_DATA,
    "requests:answer-file": NO_PAGE,
    "requests:evidence": ITS_DATA,
    "requests:people": ITS_DATA,
    "core:deputy": FORM_ONLY,
    "cycles:round-act": FORM_ONLY,
    "cycles:round-note": FORM_ONLY,
    "cycles:next-form": FORM_ONLY,
    "cycles:remove-form": FORM_ONLY,
    "cycles:reply-act": FORM_ONLY,
    "cycles:save": FORM_ONLY,
    "cycles:section": ITS_DATA,
    "cycles:workbook": ITS_DATA,
    "cycles:workbook-file": NO_PAGE,
    "cycles:form-file": NO_PAGE,
    "cycles:results-file": NO_PAGE,
    "cycles:difficulties-file": NO_PAGE,
    "cycles:series-file": NO_PAGE,
    "cycles:matrix-file": NO_PAGE,
    "cycles:figures-file": NO_PAGE,
    "cycles:answers-file": NO_PAGE,
    "cycles:replies-file": NO_PAGE,
    "cycles:report-file": NO_PAGE,
    "cycles:report-edit": FORM_ONLY,
    "cycles:report-undo": FORM_ONLY,
    "cycles:remove-discussion": FORM_ONLY,
    "cycles:discussion-file": NO_PAGE,
    "cycles:discussion-sentence": STEP_BEFORE,
    "cycles:national-file": NO_PAGE,
    "cycles:measure": ITS_DATA,
    "cycles:new-measure": ITS_DATA,
    "cycles:evidence": ITS_DATA,
    "statistics:check": FORM_ONLY,
    "statistics:decide": FORM_ONLY,
    "statistics:withdraw": FORM_ONLY,
    "statistics:scheme-make": FORM_ONLY,
    "statistics:scheme-import": FORM_ONLY,
    "texts:review": ITS_DATA,
    "texts:parties": ITS_DATA,
    "texts:gaps": ITS_DATA,
    "texts:status-waiting": ITS_DATA,
    "texts:status-file": ITS_DATA,
    "directory:file": ITS_DATA,
    "requests:letter": ITS_DATA,
    "requests:letter-file": NO_PAGE,
    "requests:signed-letter": NO_PAGE,
    "requests:attempt-file": NO_PAGE,
    "requests:wording": ITS_DATA,
    "requests:wording-file": NO_PAGE,
    "requests:comments": ITS_DATA,
    "requests:comments-file": NO_PAGE,
    "statistics:publish": ITS_DATA,
    "statistics:publish-dataset": ITS_DATA,
    "statistics:load-check": ITS_DATA,
    "statistics:publish-ready": ITS_DATA,
    "statistics:dataset": ITS_DATA,
    "statistics:load": ITS_DATA,
    "statistics:finding": ITS_DATA,
    "statistics:scheme": ITS_DATA,
    "statistics:entry": ITS_DATA,
    "statistics:scheme-accept": ITS_DATA,
    "account_set_password": STEP_BEFORE,
    "account_confirm_email": STEP_BEFORE,
    "account_confirm_login_code": STEP_BEFORE,
    "account_reset_password_from_key": STEP_BEFORE,
    "mfa_authenticate": STEP_BEFORE,
    "mfa_reauthenticate": STEP_BEFORE,
    "mfa_reauthenticate_webauthn": STEP_BEFORE,
    "mfa_deactivate_totp": STEP_BEFORE,
    "mfa_view_recovery_codes": STEP_BEFORE,
    "mfa_generate_recovery_codes": STEP_BEFORE,
    "mfa_remove_webauthn": STEP_BEFORE,
    "mfa_edit_webauthn": STEP_BEFORE,
    "socialaccount_signup": STEP_BEFORE,
    "openid_connect_login": STEP_BEFORE,
    "openid_connect_callback": STEP_BEFORE,
}
"""Addresses that are not looked at by themselves, and why."""

OF_PROGRAMS = ("api:", "api-")


def routes() -> dict[str, str | None]:
    """The name of every address of the pages, and the address itself where nothing in it is to be filled in."""
    found = dict(_walk(get_resolver().url_patterns, "", "/"))
    return {name: address for name, address in found.items() if not name.startswith(OF_PROGRAMS)}


def to_look_at() -> dict[str, str]:
    """The addresses that every reader of a node may meet, each with its name."""
    return {
        name: address
        for name, plain in sorted(routes().items())
        if name not in EXCEPTIONS and (address := SAMPLES.get(name) or plain)
    }


def _walk(patterns: Any, names: str, before: str) -> Iterator[tuple[str, str | None]]:
    for one in patterns:
        here = before + str(one.pattern)
        if not isinstance(one, URLPattern):
            inside = f"{one.namespace}:" if one.namespace else ""
            yield from _walk(one.url_patterns, names + inside, here)
        elif one.name:
            filled = one.pattern.converters or one.pattern.regex.groups
            yield names + one.name, None if filled or "<" in here else here
