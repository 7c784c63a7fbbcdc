"""Calendars as answers to a browser or to a calendar that comes by each hour."""

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from app.conditional import unless_known
from app.ical.calendars import Feed, as_json, feed


def answer(body: bytes, name: str) -> AnyResponse:
    """A calendar file to download; a browser that has these bytes already gets none."""
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return unless_known(response, body)


def feed_answer(made: Feed, maker: str, form: str) -> AnyResponse:
    """A feed as `ics` or `json`, with the moment at which anything in it last changed.

    Only the tag decides whether it is sent again: what is taken out of a feed leaves no later moment behind.
    """
    kinds = {"ics": ("text/calendar; charset=utf-8", feed), "json": ("application/calendar+json", as_json)}
    kind, write = kinds[form]
    body = write(made, maker)
    response = unless_known(Response(body, content_type=kind), body)
    response.last_modified = made.changed_at
    return response
