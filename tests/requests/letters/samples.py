"""A request for bank records in French and Arabic, with every kind of identifier in it; everything is made up."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cjin.requests.rules.letter.units import Unit

TREATY = "xaa-xbb-mutual-assistance-2011"
ACCOUNT, AMOUNT, CASE, MAIL = "XB29 NWBK 6016 1331 9268 19", "EUR 1,250,000.00", "INV/2026/118-A", "a.b@xaa.example.org"
ANSWERS: dict[str, Any] = {
    "authority": "Autorité centrale de l’État de démonstration XAA",
    "contact": f"Mme A. Exemple, +00 0 0000 001, {MAIL}",
    "reference": "PARQ-2026/00417-B",
    "proceeding": "Enquête préliminaire sur des faits de corruption, au stade de l’instruction.",
    "conducting-authority": "Parquet national financier de XAA",
    "offences": [
        {"iccs": "0703", "name": "Corruption active", "law": "Code pénal, art. 433-1", "penalty_years": "10",
         "there": "Code pénal de XBB, art. 120"},
    ],
    "facts": f"La société Exemple (RC 88-4412) a versé {AMOUNT} sur le compte {ACCOUNT}.\n\nUn virement a suivi.",
    "measures": ["bank-records"],
    "assistance": "Nous demandons la communication des relevés du compte.",
    "purpose": f"Établir l’origine des fonds dans l’affaire {CASE}.",
    "persons": [{"name": "B. Modèle", "role": "titulaire du compte", "born": "1971-05-02"}],
    "property": [
        {"type": "bank-account", "description": "Compte courant", "identifier": ACCOUNT, "location": "Capital"},
    ],
    "confidential": "no",
    "languages": ["fr", "ar"],
    "bank-records.account": f"Compte {ACCOUNT} auprès de la Banque de démonstration.",
    "bank-records.from": "2024-03-01",
    "bank-records.to": "2025-12-31",
    "bank-records.documents": "Relevés mensuels et ordres de virement.",
    "bank-records.link": "Le compte a reçu les sommes décrites plus haut.",
}  # fmt: skip
_ARABIC = "نص باللغة العربية عن الحساب والوقائع في القضية"


def in_arabic(unit: Unit) -> str:
    """A wording that keeps the identifiers of its source."""
    kept = [one for one in (ACCOUNT, AMOUNT, CASE) if one in unit.text]
    return " ".join([_ARABIC, unit.unit, *kept])


def run(program: str, *arguments: str | Path) -> str:
    """What a program of poppler prints; the test is skipped where it is missing."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is missing: apt-get install poppler-utils")
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, check=False, timeout=60)
    return done.stdout.decode(errors="replace")
