"""What staff decide about talks: hand over, move, call off."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from app.forms import plain
from app.wording import day, same_day, time
from fair.forms.booking import LARGEST_NUMBER, OnceForm, number

LONGEST_REASON = 300
NO_REASON = _l("Choose a reason.")
OTHER_REASON = _l("Which other reason?")

# What students read when an employer calls a talk off.
EMPLOYER_REASONS = {
    "illness": _l("Somebody is ill"),
    "double": _l("Two talks were planned at one time"),
    "closing": _l("The booth closes"),
    "other": _l("Another reason"),
}


def words_field(label: Any = OTHER_REASON) -> StringField:
    """The reason in words of one's own."""
    return StringField(
        label,
        filters=[plain],
        validators=[Length(max=LONGEST_REASON, message=_l("Keep the reason under %(max)d characters."))],
    )


class StaffTalkForm(OnceForm):
    """A talk of one's booth, as it was on the page."""

    booking_id = number(InputRequired())
    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0, LARGEST_NUMBER)])


class HandOverForm(StaffTalkForm):
    """The colleague who takes over."""

    staff_id = SelectField(
        _l("Who takes over?"),
        [InputRequired(_l("Choose a person."))],
        coerce=int,
        validate_choice=False,
        choices=[],
    )

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self[name].data for name in ("booking_id", "seen", "staff_id")}


class CallOffForm(StaffTalkForm):
    """Why a talk is off."""

    reason = SelectField(
        _l("Why is it off?"),
        [InputRequired(NO_REASON)],
        choices=[
            SelectChoice("", _l("Choose a reason")),
            *(SelectChoice(*each) for each in EMPLOYER_REASONS.items()),
        ],
        default="",
    )
    words = words_field()

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self[name].data for name in ("booking_id", "seen", "reason", "words")}


class DecisionsForm(FlaskForm):
    """What becomes of each talk that a change of the roster touches; fields are added for each."""

    seen = HiddenField(validators=[Length(max=64)])


def decisions_form(
    touched: Iterable[Any], seen: str, typed: Any, *, names: bool, checked: bool = False
) -> DecisionsForm:
    """A form that asks for each of these talks what becomes of it; `checked` says what is still missing.

    Labels and errors say which talk, with the first name only for whom `names` holds.
    """
    fields: dict[str, Any] = {}
    for each in touched:
        number, talk = each.booking.id, _talk_words(each.booking, names)
        fields[f"choice_{number}"] = SelectField(
            _("What happens to the talk of %(talk)s?", talk=talk),
            [InputRequired(_("Choose what happens to the talk of %(talk)s.", talk=talk))],
            choices=_choices(each),
            default="keep" if each.may_keep else "",
        )
        fields[f"words_{number}"] = words_field(_("The other reason, for the talk of %(talk)s", talk=talk))
    form = type("DecisionsForm", (DecisionsForm,), fields)(formdata=typed)
    if checked:
        form.validate()
    form.seen.data = seen
    return form


def _talk_words(booking: Any, names: bool) -> str:
    at = time(booking.starts_at)
    if not names:
        return _("%(time)s", time=at)
    return _("%(time)s with %(name)s", time=at, name=booking.person.first_name)


def _choices(each: Any) -> list[SelectChoice]:
    """What is possible for one talk, by kind."""
    found = [SelectChoice("", _("Choose"))]
    if each.may_keep:
        found.append(SelectChoice("keep", _("Leave it at %(time)s", time=time(each.booking.starts_at))))
    hand, move, off = _("Give it to a colleague, same time"), _("Move it to another time"), _("Call it off")
    found += [SelectChoice(f"hand:{person.id}", person.name, optgroup=hand) for person in each.colleagues]
    found += [
        SelectChoice(
            f"move:{free.staff.id}:{int(free.starts_at.timestamp())}",
            _time_words(free, each.booking),
            optgroup=move,
        )
        for free in each.times
    ]
    found += [
        SelectChoice(f"off:{name}", str(words), optgroup=off) for name, words in EMPLOYER_REASONS.items()
    ]
    return found


def _time_words(free: Any, booking: Any) -> str:
    words = _("%(time)s with %(name)s", time=time(free.starts_at), name=free.staff.first_name)
    return words if same_day(free.starts_at, booking.starts_at) else f"{day(free.starts_at)}, {words}"


def moment_of(stamp: str) -> datetime:
    """The moment that a choice names."""
    return datetime.fromtimestamp(int(stamp), UTC)
