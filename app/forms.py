"""Small parts of forms that every package may use."""

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice
from wtforms.validators import Length

from app.errors import Refused


def plain(text: str | None) -> str:
    """What a person typed, without spaces around it and without the character that databases refuse."""
    return (text or "").replace("\0", "").strip()


# Also half a tag, and all brackets before it: what is left can never become one.
TAG = re.compile(r"(?<!<)<+[a-zA-Z/!?][^<>]*>?")


def without_tags(text: str) -> str:
    """Markdown without HTML in it, with the ends of lines as Python has them."""
    return TAG.sub("", text.replace("\r\n", "\n"))


def fresh_key() -> str:
    """A key for one form on one page, so that sending it twice is the same as once."""
    return secrets.token_urlsafe(12)


def once_key() -> HiddenField:
    """The field `key` of a form that must not be carried out twice; every page gets a fresh one."""
    return HiddenField(default=fresh_key, validators=[Length(max=100)])


def choices(rows: Iterable[Any]) -> list[SelectChoice]:
    """Rows with an id and a name, to choose one from."""
    return [SelectChoice(row.id, row.name) for row in rows]


@contextmanager
def refusals_shown_in(form: FlaskForm) -> Iterator[None]:
    """When a rule says no inside, its sentence stands at its field or else above the form."""
    try:
        yield
    except Refused as refusal:
        if refusal.field:
            form[refusal.field].errors = [*form[refusal.field].errors, str(refusal)]
        else:
            form.form_errors.append(str(refusal))
