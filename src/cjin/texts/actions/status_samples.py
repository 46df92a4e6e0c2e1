"""The status of treaties that a demonstration shows."""

import logging
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import CjinError
from cjin.texts.actions.participating import load_status
from cjin.texts.models import StatusFile

SAMPLES = "samples/treaties.yaml"
log = logging.getLogger(__name__)


def load(*, now: datetime) -> None:
    """Loads the samples that stand in the folders of CJIN_SAMPLES: nothing where that is empty, or where the node has
    a status of its own. A folder that is not there, and a file that cannot be read, is told and left out.
    """
    folders = [Path(part) for part in settings.CJIN_SAMPLES.split(os.pathsep) if part]
    entries = read(SAMPLES)["files"] if folders else []
    if StatusFile.objects.exclude(name__in=[entry["file"] for entry in entries]).exists():
        return  # a node with files of its own is no demonstration
    for folder in folders:
        if not folder.is_dir():
            log.warning("CJIN_SAMPLES: the folder %s is not there", folder.name)
    for entry in entries:
        path = next((one / entry["file"] for one in folders if (one / entry["file"]).is_file()), None)
        if path is None:
            continue
        told = {"name": path.name, "as_of": entry["as_of"], "source": entry["source"]}
        try:
            load_status(data=path.read_bytes(), **told, by=None, now=now)
        except (CjinError, OSError) as error:
            log.warning("%s is left out: %s", path.name, error)
