"""The register on the live line: the three parties see the same placement, everybody sees the counter."""

from functools import partial
from typing import Any

from flask import url_for

from app import clock, live
from app.db import after_commit
from register import queries
from register.facts import PlacementMoved, PlacementSigned
from register.forms import AnswerForm, PlacementForm, ReasonForm, VersionForm
from register.rules import figures
from register.views.doors import DOORS


@live.admits("placement")
def parties_only(placement_id: int, person_id: int | None) -> bool:
    """A placement's room is for its student, its employer and its school."""
    return queries.may_see(placement_id, person_id)


@live.admits("work")
def own_work_only(number: int, person_id: int | None) -> bool:
    """A coordinator's desk is for that coordinator."""
    return number == person_id


@live.admits("counter")
def everybody(target_id: int, _person_id: int | None) -> bool:
    """The counter is public."""
    return queries.target_exists(target_id)


@live.command("placement:answer", AnswerForm)
def answer(person_id: int, form: AnswerForm) -> dict[str, Any]:
    """The student says yes on the placement's page, or no on a page of its own."""
    done = _enter("antwoord", person_id, form)
    return done if form.answer.data == "yes" else done | _back(form)


@live.command("placement:approve", VersionForm)
def approve(person_id: int, form: VersionForm) -> dict[str, Any]:
    """A coordinator approves the place."""
    return _enter("goedkeuren", person_id, form)


@live.command("placement:send-back", ReasonForm)
def send_back(person_id: int, form: ReasonForm) -> dict[str, Any]:
    """A coordinator asks for a change, on a page of its own."""
    return _enter("terugsturen", person_id, form) | _back(form)


@live.command("placement:sign", VersionForm)
def sign(person_id: int, form: VersionForm) -> dict[str, Any]:
    """A party signs."""
    return _enter("tekenen", person_id, form)


def _enter(slug: str, person_id: int, form: PlacementForm) -> dict[str, Any]:
    return {"notice": DOORS[slug].enter(form.placement_id.data or 0, person_id, form)}


def _back(form: PlacementForm) -> dict[str, Any]:
    return {"go": url_for("register.placement", placement_id=form.placement_id.data)}


@after_commit(PlacementMoved)
def show_move(fact: PlacementMoved) -> None:
    """A step moves the screens of the parties, and the counter when it counts."""
    show_placement(fact.placement_id)
    if figures.rung(fact.from_state) != figures.rung(fact.to_state):
        _counter.add(fact.placement_id)


@after_commit(PlacementSigned)
def show_signature(fact: PlacementSigned) -> None:
    """A signature moves the screens of the parties."""
    show_placement(fact.placement_id)


def show_placement(placement_id: int) -> None:
    """Draw the placement for its room, and for each party what that party can do now."""
    today = clock.today()
    sheet = queries.drawn_sheet(placement_id, today)
    live.patch(f"placement:{placement_id}", "register/_record.html", sheet=sheet)
    for person_id in sheet.people:
        parties = sheet.parties(person_id)
        live.patch(f"person:{person_id}", "register/_personal.html", sheet=sheet, parties=parties)
    for coordinator in sheet.coordinators:
        desk = partial(queries.work, coordinator.id, today)  # asked only when somebody watches
        live.patch(f"work:{coordinator.id}", "register/_work.html", desk=desk)


def show_counter(_placement_ids: set[int]) -> None:
    """Draw the counter for everybody who looks at it."""
    today = clock.today()
    target = queries.current_target(today)
    if target:
        tally = queries.tally(target)
        live.patch(f"counter:{target.id}", "register/_counter.html", tally=tally, today=today)


_counter = live.Gathered(show_counter)
