"""Questions over the line: asking, wanting to know too, and what is drawn for whom."""

from typing import Any

from flask import Flask
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from sessions.actions import question as actions
from sessions.facts import QuestionChanged, QuestionMerged, QuestionWanted, RoomSwitched
from sessions.forms.question import AskForm, QuestionForm, WantForm
from sessions.queries import moderation
from sessions.queries import question as queries
from sessions.queries.question import Board
from sessions.rules.question import reason_words
from sessions.rules.signup import door_is_open

Said = dict[str, Any]


@live.command("question:ask", AskForm)
def ask(person_id: int, form: AskForm) -> Said:
    """Ask something."""
    once_by(form, actions.ask, person_id, session_id=form.session_id.data, text=form.text.data)
    return {"notice": _("Your question is sent.")}


@live.command("question:want", WantForm)
def want(person_id: int, form: WantForm) -> Said:
    """Want to know too, or no longer."""
    said = {"question_id": form.question_id.data, "wanted": form.wanted.data}
    actions.want(person_id=person_id, now=clock.now(), **said)
    return {"notice": _("Your vote counts.") if form.wanted.data else _("Your vote is taken back.")}


@live.command("question:withdraw", QuestionForm)
def withdraw(person_id: int, form: QuestionForm) -> Said:
    """Take one's own question back."""
    actions.withdraw(question_id=form.question_id.data, person_id=person_id, now=clock.now())
    return {"notice": _("Your question is withdrawn.")}


@after_commit(QuestionChanged)
def show_changed(fact: QuestionChanged) -> None:
    """Everybody sees what is asked, who keeps order what waits, and who asked it what became of it."""
    board = queries.board_of(fact.session_id)
    _show_board(board)
    _show_asker(board, fact.question_id)


@after_commit(QuestionMerged)
def show_merged(fact: QuestionMerged) -> None:
    """Who wanted the one question sees that she wants the other."""
    board = queries.board_of(fact.session_id)
    _show_board(board)
    _show_asker(board, fact.question_id)
    asker = board.question(fact.into_id).person_id
    for person_id in queries.voters(fact.question_id):
        _show_vote(person_id, fact.into_id, wanted=True, own=person_id == asker)


@after_commit(QuestionWanted)
def show_wanted(fact: QuestionWanted) -> None:
    """How many want to know, within a second; the person sees her vote in every window at once."""
    wanted = fact.person_id in queries.voters(fact.question_id)
    _show_vote(fact.person_id, fact.question_id, wanted=wanted, own=False)
    votes.add(fact.session_id)


@after_commit(RoomSwitched)
def show_switched(fact: RoomSwitched) -> None:
    """Who keeps order sees whether new questions wait."""
    _show_desk(queries.board_of(fact.session_id))


def tell_votes(session_ids: set[int]) -> None:
    """How many want to know what, in these sessions; one message for all who voted in a second."""
    for session_id in session_ids:
        _show_board(queries.board_of(session_id))


votes = live.Gathered(tell_votes)


def _show_board(board: Board) -> None:
    room = f"hall:{board.session.id}"
    live.patch(room, "question/_list.html", board=board, is_on=_is_on(board), wanted=None, me_id=None)
    _show_desk(board)


def _show_desk(board: Board) -> None:
    room = f"hall-desk:{board.session.id}"
    if live.is_watched(room):
        said = {"board": board, "deeds": moderation.deeds(board.session.id), "reason_words": reason_words}
        live.patch(room, "question/_desk.html", **said)


def _show_asker(board: Board, question_id: int) -> None:
    asker = board.question(question_id).person_id
    seen = {"board": board, "is_on": _is_on(board), "reason_words": reason_words, "me_id": asker}
    live.patch(f"person:{asker}", "question/_own.html", **seen)
    _show_vote(asker, question_id, wanted=True, own=True)


def _show_vote(person_id: int, question_id: int, *, wanted: bool, own: bool) -> None:
    said = {"number": question_id, "version": 1, "wanted": wanted, "own": own}
    live.patch(f"person:{person_id}", "question/_vote.html", **said)


def _is_on(board: Board) -> bool:
    return door_is_open(board.session, clock.now())


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
