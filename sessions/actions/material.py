"""What organisers hand out: links and files, and later the recording."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from app import files
from app.db import action, announce, db, refuse_as
from sessions.facts import HandedOut
from sessions.models.material import Material
from sessions.queries import material as queries
from sessions.queries import plan
from sessions.rules import material as rules

refuse_as(
    _l("This is among the hand-outs already."),
    "uq_session_material_session_id_url_digest",
    "session_material.session_id, session_material.url, session_material.digest",
)


@dataclass(frozen=True)
class Received:
    """A file that was handed in: the name it came with, and those it is known and kept by."""

    filename: str
    digest: str
    stored: str


def receive(content: bytes, filename: str) -> Received:
    """Check a file and write it down; never in a unit of work, for disks are slow."""
    rules.check_file(content)
    return Received(filename, hashlib.sha256(content).hexdigest(), files.keep(content))


@action
def add_material(
    *,
    session_id: int,
    title: str,
    url: str,
    received: Received | None,
    early: bool,
    person_id: int,
    now: datetime,
) -> None:
    """Hand out a link or a file with a session."""
    session = plan.organised(session_id, person_id, lock=True)
    rules.check_choice(url, received is not None)
    rules.check_room(len(queries.all_of(session_id)))
    file = received or Received("", "", "")
    named = rules.title_for(title, url, file.filename)
    values = {"title": named, "url": url, "digest": file.digest, "stored": file.stored, "early": early}
    db.session.add(Material(session_id=session_id, **values))
    session.version += 1
    announce(HandedOut(session_id))


@action
def remove_material(*, session_id: int, material_id: int, person_id: int, now: datetime) -> None:
    """Hand something out no longer; its file leaves the disk by itself, as nothing names it any more."""
    session = plan.organised(session_id, person_id, lock=True)
    db.session.delete(queries.of(session_id, material_id))
    session.version += 1
    announce(HandedOut(session_id))


@action
def keep_links(
    *, session_id: int, recording: str, transcript_link: str, person_id: int, now: datetime
) -> None:
    """Say where the recording and the transcript are, once the session is over."""
    session = plan.organised(session_id, person_id, lock=True)
    rules.check_links(session, now)
    session.recording, session.transcript_link = recording, transcript_link
    session.version += 1
    announce(HandedOut(session_id))
