"""The live line: who may listen, what is acknowledged, what is drawn."""

from types import SimpleNamespace

import pytest
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired

from app import live
from app.errors import NotFound, Refused
from app.people import end_sign_ins


class WordForm(FlaskForm):
    word = StringField(validators=[DataRequired("Say a word.")])


@pytest.fixture(autouse=True)
def test_commands(monkeypatch):
    monkeypatch.setattr(live, "_commands", dict(live._commands))
    monkeypatch.setattr(live, "_guards", dict(live._guards))

    @live.command("word:say", WordForm)
    def say(person_id, form):
        if form.word.data == "rude":
            raise Refused("Say that nicely.")
        if form.word.data == "secret":
            raise NotFound
        return {"notice": f"{person_id} said {form.word.data}"}

    live.admits("club")(lambda number, person_id: number == 1 and person_id is not None)


def test_a_command_is_acknowledged(visit, world):
    yara = visit(world.yara)
    yara.open_line()
    assert yara.send("word:say", word="hi") == {"ok": True, "notice": f"{world.yara} said hi"}


@pytest.mark.parametrize(
    ("command", "fields", "error"),
    [
        ("word:say", {"word": ""}, "Say a word."),
        ("word:say", {"word": "rude"}, "Say that nicely."),
        ("word:say", {"word": "secret"}, "Dit is weg, of niet van jou."),
        ("word:unknown", {}, "Dit begrijpen wij niet. Laad de pagina opnieuw."),
    ],
)
def test_a_refusal_is_a_sentence(visit, world, command, fields, error):
    yara = visit(world.yara)
    yara.open_line()
    assert yara.send(command, **fields) == {"error": error}


def test_a_visitor_may_watch_but_not_do(visit, world):
    visitor = visit()
    visitor.open_line()
    assert visitor.send("word:say", word="hi") == {"error": "Log eerst in."}


@pytest.mark.parametrize("said", [(), ("a", "b"), ({"word": "hi"},), (7,), ([],)])
def test_odd_messages_are_answered(visit, world, said):
    yara = visit(world.yara)
    yara.open_line()
    answer = yara._alone(yara.socket.emit, "word:say", *said, callback=True)
    assert "error" in answer


def test_half_a_sign_is_replaced(visit, world):
    yara = visit(world.yara)
    yara.open_line()
    answer = yara._alone(yara.socket.emit, "word:say", "word=a\ud800b", callback=True)
    assert answer["notice"] == f"{world.yara} said a?b"


def test_rooms_open_only_by_their_guard(visit, world):
    yara, stranger = visit(world.yara), visit()
    rooms = ["club:1", "club:2", "club:x", "unknown:1", f"person:{world.yara}", f"person:{world.milan}"]
    assert yara.open_line(*rooms) == ["club:2", "club:x", "unknown:1", f"person:{world.milan}"]
    assert stranger.open_line(*rooms) == rooms


def test_a_drawing_reaches_those_who_watch_in_their_language(visit, world, app):
    dutch, english, stranger = visit(world.yara), visit(world.milan), visit()
    dutch.open_line("club:1")
    english.open_line("club:1", language="en")
    stranger.open_line("club:1")
    live.patch("club:1", "errors/page.html", status=404, title="T", text="x")
    assert ['lang="nl"' in page for page in dutch.patches()] == [True]
    assert ['lang="en"' in page for page in english.patches()] == [True]
    assert stranger.patches() == []


def test_a_drawing_is_made_for_nobody(visit, world, app):
    yara = visit(world.yara)
    yara.open_line("club:1")
    with app.test_request_context(
        "/", headers={"Cookie": f"stagepact={yara.http.get_cookie('stagepact').value}"}
    ):
        live.patch("club:1", "errors/page.html", status=404, title="T", text="x")
    assert "Yara" in yara.get("/teller").text
    assert "Yara" not in yara.patches()[0]


def test_too_many_messages_are_refused(visit, world, monkeypatch):
    monkeypatch.setattr(live, "time", SimpleNamespace(monotonic=lambda: 30.0))  # all in one minute
    yara = visit(world.yara)
    yara.open_line()
    answers = [yara.send("word:say", word="hi") for _time in range(live.MESSAGES_PER_MINUTE + 1)]
    assert "error" in answers[-1]
    assert "ok" in answers[50]


def test_a_bug_gives_a_reference_and_is_logged(visit, world, caplog):
    @live.command("word:break", WordForm)
    def break_down(_person_id, _form):
        raise ZeroDivisionError

    yara = visit(world.yara)
    yara.open_line()
    answer = yara.send("word:break", word="hi")
    reference = answer["error"].split()[-1]
    assert reference in caplog.text
    caplog.clear()


def test_changed_rights_close_the_line(visit, world):
    yara = visit(world.yara)
    yara.open_line()
    live.dismiss(world.yara)
    assert not yara.is_connected


def test_a_sign_out_in_another_process_is_noticed(visit, world, now):
    yara, milan = visit(world.yara), visit(world.milan)
    yara.open_line()
    milan.open_line()
    links = dict(live.links)
    live.links.clear()  # as if the line were held by another process
    end_sign_ins(world.yara, now)
    live.links.update(links)
    assert yara.is_connected
    live.sweep()
    assert not yara.is_connected
    assert milan.is_connected


def test_what_many_watch_is_told_together(app):
    told = []
    gathered = live.Gathered(told.append)
    for number in (3, 1, 3):
        gathered.add(number)
    live.socketio.sleep(1.2)
    assert told == [{1, 3}]
