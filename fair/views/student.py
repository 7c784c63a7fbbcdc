"""The square and its booths: what visitors and students see, and booking a time."""

from typing import Any

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import clock, pages
from app.errors import Refused
from app.once import once_by
from app.people import current_person, me, signed_in
from fair.actions import booking as actions
from fair.forms.booking import BookForm, LobbyForm, SlotsForm
from fair.models import Fair
from fair.queries import booking as queries
from fair.queries import chat, free_times, lobby, my_day, prepare, viewer, wanted
from fair.queries import slot as slot_queries
from fair.queries.line import line as line_of
from fair.rules import booking as rules
from fair.rules import states
from fair.rules.chat import is_on
from fair.views.my_day import blueprint, filled
from region.people import current_roles, menu_role
from register import queries as register_queries

DOORS = {
    "visitor": "fair.home",
    "guest": "sessions.mine",
    "student": "fair.my_day",
    "employer": "desk.index",
    "coordinator": "register.work",
    "organiser": "organiser.index",
}


@blueprint.get("/")
def home() -> str:
    """The front page: the next fair, the counter, three ways in."""
    fair = lobby.current_fair(clock.now())
    booths, seats = lobby.counts(fair.id) if fair else (0, 0)
    target = register_queries.current_target(clock.today())
    return render_template(
        "home.html",
        fair=fair,
        stands_words=states.stands_words(fair, clock.now()) if fair else "",
        booth_count=booths,
        place_count=seats,
        tally=register_queries.tally(target) if target else None,
    )


@blueprint.get("/welkom")
def welcome() -> Response:
    """After signing in: to the page where one's work is."""
    return redirect(url_for(DOORS[menu_role() if current_person() else "visitor"]))


@blueprint.get("/beurs")
def current() -> str:
    """The fair of today, or the next."""
    fair = lobby.current_fair(clock.now())
    return _show_lobby(fair) if fair else render_template("fair/no_fair.html")


@blueprint.get("/beurs/<int:fair_id>", endpoint="lobby")
def square(fair_id: int) -> str:
    """The square of one fair, with what one looks for."""
    return _show_lobby(lobby.fair(fair_id))


def _show_lobby(fair: Fair) -> str:
    now, person_id = clock.now(), _person_id()
    form = LobbyForm(request.args)
    form.validate()
    wish = lobby.Wish(form.niveau.data, form.sector.data, form.q.data[:80])
    booths, seats = lobby.counts(fair.id)
    return render_template(
        "fair/lobby.html",
        fair=fair,
        form=form,
        wish=wish,
        booths=lobby.booths(fair.id, wish),
        free=free_times.at_fair(fair.id, now),
        booth_count=booths,
        place_count=seats,
        own_level=lobby.level(person_id),
        kept=prepare.kept(person_id, fair.id) if person_id else [],
        next_talk=my_day.next_talk(person_id, now) if person_id else None,
        phase=rules.phase(fair, now),
        now=now,
        rules=rules,
    )


@blueprint.get("/stands/<int:booth_id>")
def booth(booth_id: int) -> str:
    """A booth: who they are, what they offer, and when one can talk."""
    form = SlotsForm(request.args)
    chosen = form.tijd.data if form.validate() else None
    return show_booth(booth_id, form, chosen)


@blueprint.post("/tijden/<int:slot_id>/boeken")
@signed_in
def book(slot_id: int) -> Any:
    """Book a time, and come back to the booth with the ticket."""
    form = filled(BookForm, slot_id=slot_id)
    booth_id = slot_queries.slot(slot_id).booth_id
    try:
        if not form.validate():
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        booking_id = once_by(
            form,
            actions.book_slot,
            me().id,
            slot_id=slot_id,
            question=form.question.data,
        )
    except Refused as refusal:
        flash(str(refusal), "danger")
        return show_booth(booth_id, slot_id=slot_id, question=form.question.data), 409
    _booth, _slot, starts_at, staff = queries.ticket(booking_id)
    flash(rules.booked_words(starts_at, staff, clock.now()), "ok")
    return redirect(url_for("fair.booth", booth_id=booth_id, tijd=slot_id, _anchor="sheet"))


def show_booth(
    booth_id: int,
    form: SlotsForm | None = None,
    slot_id: int | None = None,
    question: str = "",
    typed: str = "",
) -> str:
    """The page of a booth, with one time chosen, and with what was typed when that was refused."""
    form = form or SlotsForm(MultiDict())
    now, person_id = clock.now(), _person_id()
    found, slots, roles = lobby.booth(booth_id), lobby.slots(booth_id), current_roles()
    who = viewer.viewer(found, person_id, "student" in roles, now)
    line = line_of(found, now)
    shown = lobby.wanted(slots, form.wie.data, form.vrij.data, person_id, now)
    places = lobby.places(found.organisation_id)
    return render_template(
        "fair/booth.html",
        booth=found,
        phase=rules.phase(found.fair, now),
        places=places,
        own=viewer.own(found, places, who),
        chat=chat.chat(found, person_id, roles) if is_on(found.fair, now) else None,
        typed=typed,
        staff=list({slot.staff.id: slot.staff for slot in slots}.values()),
        look=lambda: lobby.by_hour(shown),
        has_slots=bool(slots),
        lengths=rules.lengths(slots),
        asks=wanted.asks(found),
        waiting=viewer.waits(found, slots, who, now),
        form=form,
        sheet=viewer.sheet(found, slot_id, slots, who, now) if slot_id else None,
        question=question,
        off=who.called_off,
        line=line,
        is_student=who.is_student,
        why_not=viewer.why_not(found, line, who),
        person_id=person_id,
        now=now,
        rules=rules,
    )


def _person_id() -> int | None:
    person = current_person()
    return person.id if person else None


def init_app(app: Flask) -> None:
    """Put the square and the day in the menus."""
    pages.add_to_menu("visitor", 10, "fair.home", _l("Front page"), "store")
    square, talks = (
        ("fair.lobby", "fair.booth"),
        ("fair.booking", "fair.ask_cancel", "room.show", "register.placement"),
    )
    pages.add_to_menu("visitor", 20, "fair.current", _l("Fair"), "map", also=square)
    pages.add_to_menu("student", 10, "fair.current", _l("Fair"), "store", also=square)
    pages.add_to_menu("student", 30, "fair.my_day", _l("My day"), "calendar-days", also=talks)
