"""New sessions as an Atom feed (RFC 4287), for readers of news."""

import re
from datetime import UTC, datetime
from uuid import UUID

from flask import Flask, Response, render_template
from werkzeug.wrappers import Response as AnyResponse

from app.conditional import unless_known
from app.pages import site_host, whole_address
from sessions.queries import programme as queries
from sessions.rules import words
from sessions.views.programme import blueprint

NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # a feed has a moment of change, also when nothing is in it


@blueprint.get("/sessies/atom.xml")
def atom() -> AnyResponse:
    """What was last shown, changed or called off."""
    sessions = queries.latest()
    changed_at = max((each.changed_at for each in sessions), default=NEVER)
    drawn = render_template(
        "sessions/atom.xml",
        sessions=sessions,
        changed_at=changed_at,
        host=site_host(),
        address=whole_address,
        uuid=UUID,
        words=words,
    )
    body = NOT_IN_XML.sub("", drawn).encode()
    answer = unless_known(Response(body, content_type="application/atom+xml; charset=utf-8"), body)
    answer.last_modified = changed_at
    return answer


def init_app(app: Flask) -> None:
    """Loading this module is enough: its page is in place."""
