"""Announcements, live: whom they are for reads them at once, and no longer when they end."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import live
from app.db import after_commit
from app.once import once_by
from fair.actions import announcement as actions
from fair.facts import AnnouncementEnded, AnnouncementSaid
from fair.forms.announcement import AnnouncementForm, SayForm
from fair.models.announcement import EVERYBODY, STUDENTS, Announcement
from fair.models.announcement import SECTOR as ONE_SECTOR
from fair.queries import announcement as queries
from fair.queries import lobby
from fair.queries.desk import works_at
from region.queries import student

live.admits("heard")(lambda fair_id, _person_id: lobby.shows_fair(fair_id))
live.admits("heard-staff")(queries.is_staff_at)


@live.admits("heard-students")
def only_students(_fair_id: int, person_id: int | None) -> bool:
    """What is for students."""
    return person_id is not None and student(person_id) is not None


@live.admits("heard-booth")
def who_sees_the_booth(booth_id: int, person_id: int | None) -> bool:
    """What is for booths of a sector: their staff, and everybody when the booth is there for all."""
    return lobby.shows_booth(booth_id) or works_at(booth_id, person_id)


@live.command("announcement:say", SayForm)
def say(person_id: int, form: SayForm) -> dict[str, Any]:
    """Send an announcement."""
    once_by(form, actions.say, person_id, **form.said())
    return {
        "notice": _("Your announcement is sent."),
        "go": url_for("announcement.show", fair_id=form.fair_id.data),
    }


@live.command("announcement:withdraw", AnnouncementForm)
def withdraw(person_id: int, form: AnnouncementForm) -> dict[str, Any]:
    """Take an announcement back."""
    fair_id = once_by(form, actions.withdraw, person_id, announcement_id=form.announcement_id.data)
    return {
        "notice": _("Nobody reads this announcement any more."),
        "go": url_for("announcement.show", fair_id=fair_id),
    }


@after_commit(AnnouncementSaid)
def show_said(fact: AnnouncementSaid) -> None:
    """The banner appears on the pages of whom it is for."""
    _draw(fact.announcement_id, gone=False)


@after_commit(AnnouncementEnded)
def show_ended(fact: AnnouncementEnded) -> None:
    """The banner goes away."""
    _draw(fact.announcement_id, gone=True)


def _draw(announcement_id: int, gone: bool) -> None:
    said = queries.announcement(announcement_id)
    for room in _rooms(said):
        live.patch(room, "announcement/_one.html", said=said, gone=gone)


def _rooms(said: Announcement) -> list[str]:
    if said.audience == ONE_SECTOR:
        return [f"heard-booth:{each}" for each in queries.booths_of(said.fair_id, said.sector)]
    kind = {EVERYBODY: "heard", STUDENTS: "heard-students"}.get(said.audience, "heard-staff")
    return [f"{kind}:{said.fair_id}"]


def init_app(app: Flask) -> None:
    """Loading this module is enough: the guards, commands and listeners are in place."""
