"""A student says what she looks for, and writes her menu card."""

from datetime import date, datetime

from app.db import action, announce, db
from app.errors import NotFound
from region.facts import CardChanged
from region.models import SkillsCard
from region.queries import hold_student
from region.queries import profile as queries
from region.rules import profile as rules


@action
def save_profile(
    *,
    person_id: int,
    now: datetime,
    wanted_from: date | None,
    wanted_until: date | None,
    days_per_week: int | None,
    wish: str,
    languages: list[str],
) -> None:
    """Keep what a student looks for; everything may be left empty."""
    profile = queries.own_profile(person_id)
    rules.check_wishes(wanted_from, wanted_until, wish)
    profile.wanted_from, profile.wanted_until = wanted_from, wanted_until
    profile.days_per_week, profile.wish, profile.languages = days_per_week, wish, languages


@action
def save_card(*, person_id: int, now: datetime, can: str, wants: str, must: str) -> None:
    """Keep a student's menu card, a line for each thing; with nothing on it there is no card."""
    if not hold_student(person_id):
        raise NotFound
    written = {"can": rules.lines(can), "wants": rules.lines(wants), "must": rules.lines(must)}
    for field, lines in written.items():
        rules.check_lines(field, lines)
    card = queries.card(person_id)
    if any(written.values()):
        db.session.merge(SkillsCard(person_id=person_id, changed_at=now, **written))
    elif card:
        db.session.delete(card)
    announce(CardChanged(person_id))
