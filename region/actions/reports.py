"""A student reports discrimination; an operator says who reads for the regional service."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from app.errors import Refused
from region.facts import ReportFiled
from region.models import Confidant, Report, ReportStep
from region.queries import is_organiser
from region.queries import reports as queries
from region.queries.lists import people
from region.queries.profile import own_profile
from region.rules import reports as rules

refuse_as(
    _l("A colleague has just written what you did with this report."),
    "pk_report_step",
    "report_step.report_id, report_step.side",
)


@action
def file_report(
    *,
    text: str,
    contact: str,
    readers: list[str],
    about_kind: str,
    about_id: int | None,
    organisation_id: int | None,
    person_id: int,
    now: datetime,
) -> int:
    """Keep what a student tells, for whom she chose; returns the id of the report."""
    institution_id = own_profile(person_id).programme.institution_id
    rules.check_report(text, readers, queries.readers(institution_id))
    report = Report(
        reporter_id=person_id,
        institution_id=institution_id,
        organisation_id=organisation_id,
        about_kind=about_kind,
        about_id=about_id,
        text=text,
        contact=contact,
        to_school=rules.SCHOOL in readers,
        to_region=rules.REGION in readers,
        reported_at=now,
    )
    db.session.add(report)
    db.session.flush()
    announce(ReportFiled(report.id, report.to_school, report.to_region))
    return report.id


@action
def handle_report(*, report_id: int, side: str, words: str, person_id: int, now: datetime) -> int:
    """Who reads for the school, or for the region, says what was done with a report; returns its id."""
    rules.check_step(queries.report_of(report_id, side, person_id), side)
    db.session.add(
        ReportStep(report_id=report_id, side=side, person_id=person_id, words=words, decided_at=now)
    )
    return report_id


@action
def make_confidant(*, email: str, now: datetime) -> None:
    """Let an organiser read what students report to the regional service."""
    person = people([email]).get(email)
    if person is None or not is_organiser(person.id):
        raise Refused(_("This is nobody who organises. Make them an organiser first."))
    if db.session.get(Confidant, person.id) is None:
        db.session.add(Confidant(person_id=person.id, since=now))


@action
def end_confidant(*, email: str, now: datetime) -> None:
    """Take the reports away from somebody again."""
    person = people([email]).get(email)
    confidant = db.session.get(Confidant, person.id) if person else None
    if confidant is None:
        raise Refused(_("This is no confidant."))
    db.session.delete(confidant)
