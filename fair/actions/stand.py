"""Stands: staff write a draft with its files, show it to students, or throw it away."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from app import files, pictures
from app.db import action, announce, db
from app.errors import Refused
from fair.facts import BoothChanged
from fair.models import Booth
from fair.models.stand import CONTENT, Stand, StandFile
from fair.queries import stand as queries
from fair.queries.booths import own_booth
from fair.rules import stand as rules
from fair.rules.fairs import state_after_edit
from fair.rules.stand import Received

LOGO, PHOTO = (640, 320), (320, 320)


class Upload(Protocol):
    """A file as a browser sends it."""

    filename: str | None

    def read(self) -> bytes:
        """All of it."""


def receive(uploads: Iterable[tuple[str, Upload]]) -> list[Received]:
    """Check new files and write them down; pictures are drawn anew. All or none, and in no unit of work."""
    received: list[Received] = []
    try:
        for target, upload in uploads:
            received.append(_receive(target, upload))
    except Refused:
        for each in received:
            files.remove(each.stored)
        raise
    return received


def _receive(target: str, upload: Upload) -> Received:
    content = upload.read()
    try:
        if target == "download":
            rules.check_pdf(content)
        elif target == "logo":
            content = pictures.drawn_anew(content, *LOGO)
        else:
            content = pictures.drawn_anew(content, *PHOTO, fill=True)
    except Refused as refusal:
        raise Refused(str(refusal), _field(target)) from refusal
    return received_file(target, content, upload.filename or "")


def _field(target: str) -> str:
    return target.replace("photo:", "person_photo_new_").replace("download", "downloads")


def received_file(target: str, content: bytes, filename: str) -> Received:
    """Write down a file that is good."""
    digest = hashlib.sha256(content).hexdigest()
    return Received(target, files.title_of(filename), digest, files.keep(content))


@action
def save(
    *,
    booth_id: int,
    content: dict[str, Any],
    received: list[Received],
    seen: int,
    publish: bool,
    person_id: int,
    now: datetime,
) -> None:
    """Staff or an organiser keep what they wrote as a draft; `publish` shows it to students at once."""
    booth = own_booth(booth_id, person_id, lock=True)
    before = queries.newest(booth)
    rules.check_seen(before, seen, person_id)
    _know_files(booth_id, received, now)
    content = rules.with_files(content, received)
    rules.check_content(content, booth.fair, queries.kept_files(booth_id).keys())
    draft = queries.draft(booth_id) or _new(booth, published=False)
    _write(draft, content, before.version + 1, person_id, now)
    if publish:
        _publish(booth, draft)
    _see_which_are_named(booth_id)


def _know_files(booth_id: int, received: list[Received], now: datetime) -> None:
    known = queries.kept_files(booth_id)
    for each in received:
        row = known.get((each.kind, each.digest))
        if row is None:
            row = StandFile(booth_id=booth_id, kind=each.kind, digest=each.digest, stored=each.stored)
            known[each.kind, each.digest] = row
            db.session.add(row)
        row.kept_at = now
    db.session.flush()


def _see_which_are_named(booth_id: int) -> None:
    """What neither the draft nor the published stand names may go, after a while."""
    db.session.flush()
    named = queries.named_digests(booth_id)
    for file in queries.kept_files(booth_id).values():
        file.named = file.digest in named


def _new(booth: Booth, published: bool) -> Stand:
    row = Stand(booth_id=booth.id, published=published)
    db.session.add(row)
    return row


def _write(row: Stand, content: dict[str, Any], version: int, person_id: int | None, now: datetime) -> None:
    for name in CONTENT:
        setattr(row, name, content[name])
    row.version, row.saved_by_id, row.saved_at = version, person_id, now
    db.session.flush()


def _publish(booth: Booth, draft: Stand) -> None:
    rules.check_publishable(draft, booth.fair)
    row = queries.published(booth.id) or _new(booth, published=True)
    content = {name: getattr(draft, name) for name in CONTENT}
    _write(row, content, draft.version, draft.saved_by_id, draft.saved_at)
    db.session.delete(draft)
    # The card on the square and the next fair of this employer go by these.
    booth.slogan, booth.levels = draft.slogan, draft.levels
    booth.organisation.about, booth.organisation.sector = draft.about, draft.sector
    # Who was declined or asked something has thereby answered.
    booth.state, booth.remark = state_after_edit(booth), ""
    announce(BoothChanged(booth.id))


@action
def discard(*, booth_id: int, person_id: int, now: datetime) -> None:
    """Staff throw their draft away; what students see stays."""
    own_booth(booth_id, person_id, lock=True)
    draft = queries.draft(booth_id)
    if draft:
        db.session.delete(draft)
        _see_which_are_named(booth_id)


@action
def forget_unnamed_files(*, booth_id: int, now: datetime) -> list[str]:
    """Forget the files of a booth that no stand names any more; returns what may leave the disk."""
    db.session.get(Booth, booth_id, with_for_update=True)
    unnamed = queries.unnamed_files(booth_id, now)
    for each in unnamed:
        db.session.delete(each)
    return [each.stored for each in unnamed]
