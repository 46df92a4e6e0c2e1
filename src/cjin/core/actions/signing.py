"""The key by which this node signs what it gives away: made once, kept in its home."""

import json
from pathlib import Path

from django.conf import settings
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from cjin.core.rules.errors import Unavailable
from cjin.core.rules.keptkeys import kept

NAME = "signing.jwk"


def signing_key() -> OKPKey:
    """The node's Ed25519 key with its private part. Raises Unavailable where it cannot be read or made."""
    path = Path(settings.CJIN_HOME) / NAME
    text = kept(path, lambda: json.dumps(OKPKey.generate_key("Ed25519").as_dict(private=True)))
    try:
        return OKPKey.import_key(json.loads(text))
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise Unavailable(f"{path} is damaged: restore it from a backup, or remove it for a new key.") from error
