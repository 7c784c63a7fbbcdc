"""Lists: trying them, and reading them in whole or not at all."""

from dataclasses import asdict
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from app.db import action, db, refuse_as
from app.errors import Refused
from app.worker import due
from region.actions import writing
from region.models import Upload
from region.queries import lists as queries
from region.rules.compare import Through, read_rows
from region.rules.kinds import KINDS
from region.rules.sheets import Fault, Row, Sheet, arrange
from region.rules.trial import CHANGED, NEW, SAME, Trial
from region.tables import politely, read

refuse_as(
    _l("Somebody else changed the same just now. Look at the trial again."),
    *("uq_person_email", "person.email"),
    *("uq_organisation_kvk_number", "organisation.kvk_number"),
    *("uq_establishment_number", "establishment.number"),
    *("uq_institution_name", "institution.name"),
    *("uq_programme_institution_id_code_level", "programme.institution_id, programme.code"),
    *("pk_student_profile", "student_profile.person_id"),
)


def open_list(kind: str, data: bytes) -> Sheet:
    """What is of use in a file of this kind; a file that cannot be read is refused."""
    table = read(data)
    return arrange(KINDS[kind], table.header, table.rows)


def try_list(*, kind: str, filename: str, data: bytes, person_id: int, now: datetime) -> str:
    """Keep a list for a day to try it; returns the id of the upload. Nothing else changes."""
    return _keep(open_list(kind, data), filename, person_id, now)


@action
def _keep(sheet: Sheet, filename: str, person_id: int, now: datetime) -> str:
    earlier = delete(Upload).where(Upload.person_id == person_id, Upload.kind == sheet.kind)
    db.session.execute(earlier)
    upload = Upload(
        person_id=person_id, kind=sheet.kind, filename=filename, sheet=asdict(sheet), uploaded_at=now
    )
    db.session.add(upload)
    db.session.flush()
    return upload.id


@due
@action
def forget_uploads(now: datetime) -> int:
    """Throw away lists that were tried more than a day ago."""
    old = delete(Upload).where(Upload.uploaded_at <= now - queries.UPLOADS_LAST).returning(Upload.id)
    return len(list(db.session.scalars(old)))


def read_in(*, upload_id: str, person_id: int, now: datetime) -> None:
    """Read in exactly the list that was tried: all rows, or none when one does not fit any more."""
    sheet = Sheet(**queries.upload(upload_id, person_id, now).sheet)
    rows, faults = read_rows(sheet, politely)
    _read_in(upload_id, person_id, now, sheet, rows, faults)


@action
def _read_in(
    upload_id: str, person_id: int, now: datetime, sheet: Sheet, rows: list[Row], faults: list[Fault]
) -> None:
    upload = queries.upload(upload_id, person_id, now)
    trial = queries.trial(sheet, rows, faults)
    write(trial, politely)
    upload.result = {status: trial.count(status) for status in (NEW, CHANGED, SAME)}


@action
def write(trial: Trial, through: Through = iter) -> None:
    """Write all lines of a trial, or refuse when a row is faulty. `through` may show progress."""
    if not trial.is_ready:
        raise Refused(_("Not all rows are right yet, so nothing is read in. Look at the list of faults."))
    changing = [line for line in trial.lines if line.status != SAME]
    writing.WRITERS[trial.kind.name](changing, through)
