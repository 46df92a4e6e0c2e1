"""The list of experts on its page: who is available on a day, and how the list is spread over the regional groups."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from ..models import Body
from ..queries.posts import experts_of, geography_of
from ..queries.wording import group_names, language_names, state_names
from ..rules.experts import available


def roster(request: HttpRequest, body: Body, day: date) -> dict[str, Any]:
    """Experts by topic and language, and the report by geography, of those who are available on the day."""
    every = experts_of(body, day)
    here = available(every, day)
    topic, language = request.GET.get("topic", "")[:80], request.GET.get("language", "")[:3]
    shares = geography_of(here, day)
    return {
        "is_roster": True,
        "experts": available(every, day, topics=[topic] if topic else [], language=language),
        "available": len(here),
        "topic": topic,
        "language": language,
        "topics": sorted({one for expert in here for one in expert.topics}),
        "spoken": language_names({code for expert in here for code in expert.languages}),
        "states": state_names(one.state for one in every),
        "shares": shares,
        "placed": sum(one.experts for one in shares),
        "groups": group_names([one.group for one in shares]),
    }
