"""Calendars that real clients read right: files, feeds, series and invitations, and links to add an entry."""

from app.ical.answers import answer, feed_answer
from app.ical.calendars import Feed, as_json, calendar, feed
from app.ical.entries import Entry
from app.ical.invitations import Guest, Invitation, cancel, invite
from app.ical.links import google, outlook, outlook_at_work
from app.ical.series import Change, Series
from app.ical.text import address, plain

__all__ = [
    "Change",
    "Entry",
    "Feed",
    "Guest",
    "Invitation",
    "Series",
    "address",
    "answer",
    "as_json",
    "calendar",
    "cancel",
    "feed",
    "feed_answer",
    "google",
    "invite",
    "outlook",
    "outlook_at_work",
    "plain",
]
