"""The live line: commands in, patches out.

A command goes through the same form and the same action as the page's own form, and is always
acknowledged. A patch is a drawing of one element for everybody who watches a room.
"""

import re
import secrets
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

import structlog
from engineio.async_drivers import gevent as engineio_gevent
from flask import Flask, current_app, request
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from flask_socketio import SocketIO, join_room
from flask_wtf import FlaskForm
from socketio.packet import EVENT, Packet
from werkzeug.datastructures import MultiDict
from werkzeug.test import create_environ

from app import clock, people, presence
from app.config import LANGUAGES
from app.db import DatabaseFailure, after_commit
from app.errors import NotFound, Refused

log = structlog.get_logger()

MESSAGES_PER_MINUTE = 100
LONGEST_QUEUE = 500  # packets a slow client may lag behind before the line is cut
SWEEP_SECONDS = 3

socketio = SocketIO()


class StrictPacket(Packet):
    """A message that is not an event with a name is thrown away before anything looks at it."""

    def decode(self, encoded_packet: str) -> int | None:
        """Read a packet from the wire."""
        attachments = super().decode(encoded_packet)
        named = isinstance(self.data, list) and self.data and isinstance(self.data[0], str)
        if self.packet_type == EVENT and not named:
            raise ValueError("an event needs a name")
        return attachments


@dataclass
class Link:
    """One open socket: whose it is, and how much it has asked this minute."""

    sid: str
    person_id: int | None
    sign_in_id: int | None
    minute: int = 0
    asked: int = 0
    rooms: set[str] = field(default_factory=set)

    def may_ask(self) -> bool:
        """Whether this socket stays within its messages per minute."""
        minute = int(time.monotonic() // 60)
        if minute != self.minute:
            self.minute, self.asked = minute, 0
        self.asked += 1
        return self.asked <= MESSAGES_PER_MINUTE


@dataclass(frozen=True)
class Command:
    """A verb that browsers may send: its form, and what to do with it."""

    run: Callable[..., dict[str, Any] | None]
    form: type[FlaskForm]


links: dict[str, Link] = {}
_commands: dict[str, Command] = {}
_guards: dict[str, Callable[[int, int | None], bool]] = {}
_doorkeepers: dict[str, Callable[[int], None]] = {}


def command(name: str, form: type[FlaskForm]) -> Callable[[Callable], Callable]:
    """Let signed-in people send `noun:verb`; the function gets `(person_id, form)`."""
    return lambda run: _commands.setdefault(name, Command(run, form)).run


def admits(kind: str) -> Callable[[Callable], Callable]:
    """Guard the rooms `kind:id`; the function gets `(id, person_id or None)` and asks the database."""
    return lambda guard: _guards.setdefault(kind, guard)


def comings_and_goings(kind: str) -> Callable[[Callable], Callable]:
    """Be told when somebody begins or stops watching a room `kind:id`; the function gets the id."""
    return lambda tell: _doorkeepers.setdefault(kind, tell)


def people_in(*rooms: str) -> dict[str, set[int]]:
    """Who watches each of these rooms, whose kinds have somebody told of comings and goings."""
    if current_app.config["REDIS_URL"]:
        _keep_presence()
        return presence.people_in(rooms, clock.now())
    there: dict[str, set[int]] = {room: set() for room in rooms}
    for (_sid, room), person_id in _watching().items():
        if room in there:
            there[room].add(person_id)
    return there


def _keep_presence() -> None:
    """Tell the other processes who is here, and those who look of whom a lost process had."""
    _tell_doorkeepers(presence.keep(_watching(), clock.now()))


def _watching() -> presence.Watching:
    """Who watches the rooms of this process whose kinds have somebody told of comings and goings."""
    return {
        (link.sid, room): link.person_id
        for link in list(links.values())
        for room in link.rooms
        if link.person_id and room.split(":")[0] in _doorkeepers
    }


def _tell_doorkeepers(rooms: Iterable[str]) -> None:
    for room in rooms:
        kind, number = room.split(":")
        if kind in _doorkeepers:
            _doorkeepers[kind](int(number))


@socketio.on("connect")
def connect(_auth: object = None) -> None:
    """Open a line; who it is comes from the same cookie as the pages."""
    sign_in = people.current_sign_in()
    link = Link(request.sid, sign_in and sign_in.person_id, sign_in and sign_in.id)  # type: ignore
    links[link.sid] = link
    # From here on the link says who it is: a cookie that nobody reads again need not be verified each time.
    request.environ["HTTP_COOKIE"] = f"lang={get_locale()}"
    _sweep_from_now_on()


@socketio.on("disconnect")
def disconnect(_reason: object = None) -> None:
    """Forget a line that closed."""
    link = links.pop(request.sid, None)  # type: ignore[attr-defined]
    _tell_doorkeepers(link.rooms if link else ())


@socketio.on("*")
def answer(name: str, *said: Any) -> dict[str, Any]:
    """Acknowledge every message: done, refused in words, or not understood."""
    link = links.get(request.sid)  # type: ignore[attr-defined]
    if link is None or not link.may_ask():
        return {"error": _("That went too fast. Wait a minute and try again.")}
    if name == "watch" and len(said) == 2 and isinstance(said[0], list):
        return {"ok": True, "shut": watch(link, said[0], said[1])}
    known = _commands.get(name)
    if known is None or len(said) != 1 or not isinstance(said[0], str):
        return {"error": _("We did not understand this. Load the page again.")}
    if link.person_id is None:
        return {"error": _("Sign in first.")}
    return _carry_out(known, link.person_id, said[0])


def _carry_out(known: Command, person_id: int, body: str) -> dict[str, Any]:
    body = body.encode(errors="replace").decode()  # half of a sign cannot be kept
    form = known.form(formdata=MultiDict(parse_qsl(body, keep_blank_values=True)), meta={"csrf": False})
    if not form.validate():
        problems = [problem for field in form for problem in field.errors]
        return {"error": " ".join(dict.fromkeys(map(str, problems)))}
    try:
        return {"ok": True} | (known.run(person_id, form) or {})
    except Refused as refusal:
        return {"error": str(refusal)}
    except NotFound:
        return {"error": _("This is gone, or it is not yours.")}


@socketio.on_error_default
def failed(error: Exception) -> dict[str, str]:
    """A bug in a command: logged with the reference that the person reads."""
    reference = secrets.token_hex(4)
    log.error("command failed", reference=reference, exc_info=error)
    return {"error": _("Something went wrong. Try again. Reference: %(reference)s", reference=reference)}


def watch(link: Link, rooms: list[Any], language: Any) -> list[str]:
    """Join the rooms that this person may see, in one language; return those that stay shut."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    shut = []
    for room in [room for room in rooms if isinstance(room, str)][:20]:
        if _is_open(room, link.person_id):
            join_room(_room(room, language))
            link.rooms.add(room)
        else:
            shut.append(room)
    _tell_doorkeepers(link.rooms)
    return shut


def _is_open(room: str, person_id: int | None) -> bool:
    found = re.fullmatch(r"([a-z-]+):([0-9]{1,9})", room)
    return bool(found and found[1] in _guards and _guards[found[1]](int(found[2]), person_id))


@admits("person")
def only_oneself(number: int, person_id: int | None) -> bool:
    """A person's own room: tickets and answers for one."""
    return number == person_id


def _room(room: str, language: str) -> str:
    return f"{room}|{language}"


def is_watched(room: str) -> bool:
    """Whether anybody could be listening: for what is costly to look up before it is drawn."""
    return any(_watched(_room(room, language)) for language in LANGUAGES)


def patch(room: str, template: str, **context: Any) -> None:
    """Draw an element once per language for nobody in particular and send it to a room's watchers."""
    for language in LANGUAGES:
        if _watched(_room(room, language)):
            socketio.emit("patch", draw(template, language, context), to=_room(room, language))


def tell(room: str, event: str, said: dict[str, Any]) -> None:
    """Send what is no drawing to a room's watchers: a signal from one browser to another, for example."""
    for language in LANGUAGES:
        if _watched(_room(room, language)):
            socketio.emit(event, said, to=_room(room, language))


def _watched(room: str) -> bool:
    """Whether anybody could be listening: known for one process, assumed when there are more."""
    manager = socketio.server.manager
    return bool(current_app.config["REDIS_URL"]) or room in manager.rooms.get("/", {})


def draw(template: str, language: str, context: dict[str, Any]) -> str:
    """Draw in a request of its own, with no cookie, so that the actor cannot leak into what others see."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    environ = _nobodys_request(app.config["PUBLIC_URL"] or "http://localhost").copy()
    with app.app_context(), app.request_context(environ), force_locale(language):
        # Not render_template(): what it adds, such as the menu, belongs to whole pages.
        return app.jinja_env.get_template(template).render(context, me=None, lang=language)


@cache
def _nobodys_request(address: str) -> dict[str, Any]:
    return create_environ("/", address)


@dataclass
class Gathered:
    """Collects what changed and tells it together, at most once a second: for large audiences."""

    tell: Callable[[set[int]], None]
    numbers: set[int] = field(default_factory=set)

    def add(self, number: int) -> None:
        """Remember that this changed; the first one starts the second."""
        self.numbers.add(number)
        if len(self.numbers) == 1:
            app = current_app._get_current_object()  # type: ignore[attr-defined]
            socketio.start_background_task(self._after_a_second, app)

    def _after_a_second(self, app: Flask) -> None:
        socketio.sleep(1)
        with app.app_context():
            changed, self.numbers = self.numbers, set()
            self.tell(changed)


def dismiss(person_id: int) -> None:
    """Close all lines of a person whose rights changed; the browser comes back with the new ones."""
    _close([link for link in links.values() if link.person_id == person_id])


@after_commit(people.SignedOut)
def hang_up(fact: people.SignedOut) -> None:
    """Signing out closes the sockets too."""
    _close([link for link in links.values() if link.sign_in_id in fact.sign_in_ids])


def _close(closing: list[Link]) -> None:
    server = socketio.server
    for link in closing:
        links.pop(link.sid, None)
        _tell_doorkeepers(link.rooms)
        transport = server.manager.eio_sid_from_sid(link.sid, "/")
        server.disconnect(link.sid)  # says so to the page, which loads itself anew
        server.eio.disconnect(transport)  # and ends the line of whoever does not listen


_sweeping = False


def _sweep_from_now_on() -> None:
    global _sweeping
    if not _sweeping:
        _sweeping = True
        socketio.start_background_task(_sweep_forever, current_app._get_current_object())  # type: ignore


def _sweep_forever(app: Flask) -> None:
    while True:
        socketio.sleep(SWEEP_SECONDS)
        with app.app_context():
            try:
                sweep()
                if app.config["REDIS_URL"]:
                    _keep_presence()
            except DatabaseFailure:
                log.exception("sweep failed")


def sweep() -> None:
    """Hang up what ended in another process, and cut clients that no longer read."""
    ended = people.recently_ended(clock.now() - timedelta(seconds=SWEEP_SECONDS * 4))
    _close([link for link in links.values() if link.sign_in_id in ended])
    for line in list(socketio.server.eio.sockets.values()):
        if line.queue.qsize() > LONGEST_QUEUE:
            log.warning("slow client cut", waiting=line.queue.qsize())
            _cut(line)


def _cut(line: Any) -> None:
    environ = socketio.server.environ.get(line.sid, {})
    line.close(wait=False, abort=True)
    if "wsgi.websocket" in environ:
        # Its writer is stuck in the middle of a frame and would wait for the reader for ever.
        with suppress(OSError):
            environ["wsgi.websocket"].handler.socket.shutdown(socket.SHUT_RDWR)


def init_app(app: Flask) -> None:
    """Attach the line; refuse the pair of libraries that corrupts frames for slow readers."""
    if engineio_gevent.SimpleWebSocketWSGI is not None:
        raise RuntimeError("Install gevent-websocket: without it the live line corrupts messages.")
    origins = [app.config["PUBLIC_URL"]] if app.config["PUBLIC_URL"] else None
    socketio.init_app(
        app,
        async_mode="gevent",
        transports=["websocket"],
        cors_allowed_origins=origins,
        max_http_buffer_size=65536,
        http_compression=False,
        serializer=StrictPacket,
        message_queue=app.config["REDIS_URL"],
        ping_interval=25,
        ping_timeout=20,
    )
