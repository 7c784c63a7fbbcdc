"""What can be done in the register: each verb is one unit of work and writes its steps."""

from datetime import date, datetime, time, timedelta
from typing import Any

from app import clock
from app.db import action, announce, db, refuse_as
from app.errors import NotFound
from region import queries as region
from region.actions.areas import draw_region
from region.models import Place
from region.sectors import level_label
from register import queries
from register.facts import PlacementMoved, PlacementSigned
from register.models import (
    EMPLOYER,
    PARTIES,
    STUDENT,
    SYSTEM,
    Placement,
    PlacementStep,
    Signature,
    Target,
)
from register.rules import moves, targets

refuse_as(moves.OVERLAP, "no_overlapping_placements")


@action
def propose_placement(
    *, place_id: int, student_id: int, person_id: int, starts_on: date, now: datetime
) -> int:
    """Propose a place to a student, by staff of its organisation; returns the placement's id."""
    place = queries.place_for_update(place_id)
    if not region.is_staff(person_id, place.organisation_id):
        raise NotFound
    return _propose(place, student_id, EMPLOYER, person_id, starts_on, now)


@action
def ask_for_place(*, place_id: int, person_id: int, now: datetime) -> int:
    """A student proposes herself for a place from its first day on; returns the placement's id."""
    place = queries.place_for_update(place_id)
    starts_on = max(place.starts_on, clock.local(now).date())
    return _propose(place, person_id, STUDENT, person_id, starts_on, now)


def _propose(place: Place, student_id: int, side: str, person_id: int, starts_on: date, now: datetime) -> int:
    student = region.student(student_id)
    if student is None:
        raise NotFound
    level = student.programme.level
    ends_on = moves.end_of(starts_on, place.starts_on, place.ends_on)
    moves.check_place(place.published, place.levels, level, level_label(level))
    moves.check_period(starts_on, ends_on, clock.local(now).date())
    moves.check_not_asked(queries.is_waiting(place.id, student_id))
    moves.check_seat(place.seats, queries.seats_taken(place.id))
    busy = queries.is_busy(student_id, starts_on, ends_on)
    moves.check_time(busy, for_student=side == STUDENT)
    placement = Placement(
        place_id=place.id,
        person_id=student_id,
        programme_id=student.programme_id,
        level=level,
        form=place.form,
        starts_on=starts_on,
        ends_on=ends_on,
        hours_per_week=place.hours_per_week,
        allowance=place.allowance,
        version=1,
        proposed_by=side,
        proposer_id=person_id if side == EMPLOYER else None,
    )
    _go(placement, "propose", side, now, person_id)
    return placement.id


@action
def answer_proposal(
    *, placement_id: int, person_id: int, accepts: bool, version: int, now: datetime, reason: str = ""
) -> None:
    """Say yes or no to a proposal, by the side that was asked; a yes takes the seat, then school looks."""
    placement, parties = _found(placement_id, person_id)
    verb = "accept" if accepts else "decline"
    role = moves.role_for(verb, placement.state, parties, reason)
    moves.check_asked(role, placement.proposed_by)
    if accepts:
        moves.check_version(version, placement.version)
        moves.check_answer(placement, now)
        _check_room(placement, for_student=role == STUDENT)
        if role == EMPLOYER:
            placement.proposer_id = person_id
    else:
        moves.check_refusal(role, reason)
    _go(placement, verb, role, now, person_id, reason)
    if accepts:
        _go(placement, "submit", SYSTEM, now)


@action
def set_target(
    *,
    target_id: int | None,
    person_id: int,
    area: str,
    towns: list[str],
    school_ids: list[int],
    **terms: Any,
) -> int:
    """An organiser sets a target for the region, or changes it; returns its id."""
    area_id = draw_region(name=area, towns=towns, school_ids=school_ids, person_id=person_id)
    targets.check_window(terms["starts_on"], terms["ends_on"])
    target = (target_id and db.session.get(Target, target_id)) or Target()
    for name, value in (terms | {"area_id": area_id, "name": area}).items():
        setattr(target, name, value)
    db.session.add(target)
    db.session.flush()
    return target.id


def _check_room(placement: Placement, for_student: bool) -> None:
    """The seat is still free and so is the student; both are held, so that one of two answers wins."""
    place = queries.place_for_update(placement.place_id)
    region.hold_student(placement.person_id)
    moves.check_seat(place.seats, queries.seats_taken(place.id))
    busy = queries.is_busy(placement.person_id, placement.starts_on, placement.ends_on)
    moves.check_time(busy, for_student)


@action
def adjust_proposal(
    *, placement_id: int, person_id: int, starts_on: date, ends_on: date, hours_per_week: int, now: datetime
) -> None:
    """Change the terms of a proposal, by its employer: a new version, to be answered anew."""
    placement, parties = _found(placement_id, person_id)
    role = moves.role_for("adjust", placement.state, parties)
    moves.check_period(starts_on, ends_on, clock.local(now).date())
    moves.check_time(queries.is_busy(placement.person_id, starts_on, ends_on))
    placement.starts_on, placement.ends_on = starts_on, ends_on
    placement.hours_per_week = hours_per_week
    placement.version += 1
    placement.proposed_by = EMPLOYER
    placement.proposer_id = placement.proposer_id or person_id
    _go(placement, "adjust", role, now, person_id)


@action
def approve(*, placement_id: int, person_id: int, version: int, now: datetime) -> None:
    """Approve a placement, by a coordinator of its programme; from then on it can be signed."""
    placement, parties = _found(placement_id, person_id)
    role = moves.role_for("approve", placement.state, parties)
    moves.check_version(version, placement.version)
    _go(placement, "approve", role, now, person_id)
    _go(placement, "open", SYSTEM, now)


@action
def send_back(*, placement_id: int, person_id: int, reason: str, now: datetime) -> None:
    """Ask the employer for other terms, by a coordinator of the programme; the seat is let go."""
    _move_by_person("send_back", placement_id, person_id, reason, now)
    queries.for_update(placement_id).proposed_by = EMPLOYER  # whoever asked first: now the terms come first


@action
def sign(*, placement_id: int, person_id: int, version: int, now: datetime) -> None:
    """Record that a person signed the agreement for one party; the last of three makes it agreed."""
    placement, parties = _found(placement_id, person_id)
    party = moves.party_to_sign(placement, parties, person_id)
    moves.check_version(version, placement.version)
    signature = Signature(placement=placement, version=version, party=party, person_id=person_id, at=now)
    db.session.add(signature)
    announce(PlacementSigned(placement_id, party))
    if len(placement.signed) == len(PARTIES):
        placement.agreed_at = now
        _go(placement, "agree", SYSTEM, now)


@action
def withdraw(*, placement_id: int, person_id: int, reason: str, now: datetime) -> None:
    """Stop before it is agreed, by any party."""
    _move_by_person("withdraw", placement_id, person_id, reason, now)


@action
def cancel(*, placement_id: int, person_id: int, reason: str, now: datetime) -> None:
    """Stop after it is agreed and before it begins, by any party."""
    placement, parties = _found(placement_id, person_id)
    role = moves.role_for("cancel", placement.state, parties, reason)
    moves.check_before_start(placement.starts_on, clock.local(now).date())
    _go(placement, "cancel", role, now, person_id, reason)


@action
def complete(*, placement_id: int, person_id: int, now: datetime) -> None:
    """Say that an internship is done, by a coordinator of the programme."""
    placement, parties = _found(placement_id, person_id)
    role = moves.role_for("complete", placement.state, parties)
    moves.check_end(placement.ends_on, clock.local(now).date())
    _go(placement, "complete", role, now, person_id)


@action
def terminate(*, placement_id: int, person_id: int, reason: str, now: datetime) -> None:
    """End a running internship early, by a coordinator of the programme."""
    _move_by_person("terminate", placement_id, person_id, reason, now)


@action
def expire(*, placement_id: int, now: datetime) -> bool:
    """Let a proposal lapse after its deadline; False when somebody was first."""
    placement = queries.for_update(placement_id)
    if placement_id not in queries.lapsed(now):
        return False
    _go(placement, "expire", SYSTEM, now)
    return True


@action
def begin(*, placement_id: int, now: datetime) -> bool:
    """Let an agreed internship begin on its start date; False when somebody was first."""
    placement = queries.for_update(placement_id)
    if placement_id not in queries.starting(clock.local(now).date()):
        return False
    _go(placement, "begin", SYSTEM, now)
    return True


def _found(placement_id: int, person_id: int) -> tuple[Placement, frozenset[str]]:
    """The placement, locked, and the sides on which the person stands."""
    placement = queries.for_update(placement_id)
    return placement, queries.parties(placement, person_id)


def _move_by_person(verb: str, placement_id: int, person_id: int, reason: str, now: datetime) -> None:
    placement, parties = _found(placement_id, person_id)
    _go(placement, verb, moves.role_for(verb, placement.state, parties, reason), now, person_id, reason)


def _go(
    placement: Placement, verb: str, role: str, now: datetime, person_id: int | None = None, reason: str = ""
) -> None:
    """Make a move: the state, its deadline, the step that keeps it, and the fact."""
    before = placement.state
    placement.state = moves.MOVES[verb].to
    placement.expires_at = _deadline(placement.state, now)
    step = PlacementStep(
        placement=placement,
        from_state=before,
        to_state=placement.state,
        actor_id=person_id,
        role=role,
        at=now,
        reason=reason,
    )
    db.session.add_all([placement, step])
    db.session.flush()
    announce(PlacementMoved(placement.id, before, placement.state))


def _deadline(state: str, now: datetime) -> datetime | None:
    """The midnight by which a state needs its answer."""
    days = moves.DAYS.get(state)
    if days is None:
        return None
    last_day = clock.local(clock.working_days_after(now, days)).date()
    return clock.from_local(datetime.combine(last_day + timedelta(days=1), time()))
