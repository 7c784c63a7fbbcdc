"""The picture from elsewhere on a page of a session, once somebody asks for it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Response, render_template, request

from app.pages import CONTENT_SECURITY_POLICY
from sessions.models.session import InspirationSession
from sessions.rules import signup as rules
from sessions.rules import words


def page_with_stage(
    template: str, session: InspirationSession, *, came: bool, now: datetime, **shown: Any
) -> Response:
    """A page on which the picture may stand: for who came in, while the door is open."""
    may_look = bool(session.stage) and came and rules.door_is_open(session, now)
    stage = may_look and "podium" in request.args
    seen = {"may_look": may_look, "stage": stage, "stage_host": urlsplit(session.stage).hostname}
    response = Response(
        render_template(template, session=session, now=now, rules=rules, words=words, **seen, **shown)
    )
    if stage:
        response.headers["Content-Security-Policy"] = _with_frame(session.stage)
    return response


def _with_frame(link: str) -> str:
    """The policy of all pages, and one other site of which a picture may be shown."""
    return f"{CONTENT_SECURITY_POLICY}; frame-src https://{urlsplit(link).netloc}"
