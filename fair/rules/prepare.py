"""How students prepare: which booths they keep, which fit and why, and when a menu card may be shared."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import full_date
from fair.models.prepare import MOST_FAVOURITES
from region.sectors import LEVELS, SECTORS

YES, NO, UNKNOWN, PLAIN = "yes", "no", "ask", "plain"
UP, DOWN = "up", "down"


@dataclass(frozen=True)
class Seeker:
    """What is known of who looks for a place; `town` is where the school is."""

    level: str
    programme: str
    code: str
    sector: str
    town: str | None = None
    wanted_from: date | None = None
    wanted_until: date | None = None


@dataclass(frozen=True)
class Opening:
    """A place on offer, as far as fitting goes."""

    programme_code: str | None
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Offer:
    """What is known of a booth; `recognised` holds the states of the recognitions for her programme."""

    levels: list[str]
    sector: str
    towns: list[str]
    openings: list[Opening]
    recognised: list[str]


@dataclass(frozen=True)
class Reason:
    """Why a booth fits or not, as a sentence; `state` is yes, no, ask (we do not know) or plain."""

    about: str
    state: str
    text: str


def reasons(seeker: Seeker, offer: Offer) -> list[Reason]:
    """All that we can say about a booth and a student, in words and without a number."""
    found = (
        _level(seeker, offer),
        _programme(seeker, offer),
        _recognition(seeker, offer),
        _sector(seeker, offer),
        _period(seeker, offer),
        _town(seeker, offer),
    )
    return [reason for reason in found if reason]


def fits(found: list[Reason]) -> bool:
    """Whether a booth is for this student: her level, and her programme or her sector."""
    said = {reason.about: reason.state for reason in found}
    hers = YES in (said.get("programme"), said.get("sector"))
    return said["level"] == YES and hers and said.get("recognition") != NO


def is_first(found: list[Reason]) -> bool:
    """Whether a booth has a place for her own programme: those are named first."""
    return any(reason.about == "programme" for reason in found)


def _level(seeker: Seeker, offer: Offer) -> Reason:
    own = LEVELS[seeker.level]
    if seeker.level in offer.levels:
        return Reason("level", YES, _("Fits your level: %(level)s.", level=own))
    asked = ", ".join(LEVELS[level] for level in offer.levels) or "–"
    return Reason("level", NO, _("Asks for %(levels)s. You do %(own)s.", levels=asked, own=own))


def _programme(seeker: Seeker, offer: Offer) -> Reason | None:
    if all(place.programme_code != seeker.code for place in offer.openings):
        return None
    return Reason("programme", YES, _("Has a place for %(programme)s.", programme=seeker.programme))


def _recognition(seeker: Seeker, offer: Offer) -> Reason | None:
    """Only mbo asks for a recognition."""
    if not seeker.level.startswith("mbo"):
        return None
    name = seeker.programme
    if "valid" in offer.recognised:
        return Reason("recognition", YES, _("Recognised for %(programme)s.", programme=name))
    if "requested" in offer.recognised:
        text = _("if the recognition for %(programme)s is there in time: it is asked for.", programme=name)
        return Reason("recognition", UNKNOWN, text)
    if offer.recognised:
        return Reason("recognition", NO, _("Not recognised for %(programme)s any more.", programme=name))
    text = _("if this employer is recognised for %(programme)s.", programme=name)
    return Reason("recognition", UNKNOWN, text)


def _sector(seeker: Seeker, offer: Offer) -> Reason | None:
    if seeker.sector != offer.sector:
        return None
    return Reason(
        "sector", YES, _("The sector of your programme: %(sector)s.", sector=SECTORS[offer.sector].label)
    )


def _period(seeker: Seeker, offer: Offer) -> Reason | None:
    """Nothing to say while she named no period; places for her own programme count first."""
    if not seeker.wanted_from and not seeker.wanted_until:
        return None
    own = [place for place in offer.openings if place.programme_code == seeker.code] or offer.openings
    if not own:
        return Reason("period", UNKNOWN, _("when you could start here. Ask at the booth."))
    first, last = seeker.wanted_from or date.min, seeker.wanted_until or date.max
    possible = [place.starts_on for place in own if place.starts_on <= last and first <= place.ends_on]
    if possible:
        starts = full_date(min(possible))
        return Reason("period", YES, _("In your period: starts on %(day)s.", day=starts))
    starts = full_date(min(place.starts_on for place in own))
    return Reason("period", NO, _("Not in your period: starts on %(day)s.", day=starts))


def _town(seeker: Seeker, offer: Offer) -> Reason:
    if not offer.towns:
        return Reason("town", UNKNOWN, _("where you would work. Ask at the booth."))
    if seeker.town in offer.towns:
        return Reason("town", YES, _("In %(town)s, like your school.", town=seeker.town))
    return Reason("town", PLAIN, _("In %(towns)s.", towns=", ".join(offer.towns)))


def with_booth(kept: list[int], booth_id: int) -> list[int]:
    """Her favourites with one more at the end, or refuse; twice is once."""
    if booth_id in kept:
        return kept
    if len(kept) >= MOST_FAVOURITES:
        raise Refused(
            _("You already have %(number)d favourites. Take one away first.", number=MOST_FAVOURITES)
        )
    return [*kept, booth_id]


def moved(kept: list[int], booth_id: int, direction: str) -> list[int]:
    """Her favourites with one a place higher or lower; at the end of the list nothing changes."""
    place = kept.index(booth_id)
    other = place - 1 if direction == UP else place + 1
    if not 0 <= other < len(kept):
        return kept
    order = list(kept)
    order[place], order[other] = order[other], order[place]
    return order


def check_sharing(is_live: bool, has_card: bool) -> None:
    """Refuse to share a menu card that is empty, or for a talk that is off."""
    if not is_live:
        raise Refused(_("This talk is no longer planned."))
    if not has_card:
        raise Refused(_("Your menu card is still empty. Write something on it first."))
