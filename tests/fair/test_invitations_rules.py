"""When an invitation opens a door, and for whom."""

from datetime import timedelta

import pytest

from app.errors import Refused
from fair.models import Invitation
from fair.rules import invitations as rules
from tests.conftest import NOW
from tests.fair.a_fair import DAY, HOUR, a_fair


def invitation(**fields):
    """An invitation with a link that works for another day."""
    return Invitation(
        **{"name": "Bakkerij Vlo", "email": "", "token_hash": "x", "expires_at": NOW + DAY} | fields
    )


STATES = [
    ({}, "sent", ""),
    ({"token_hash": None}, "shown", ""),
    ({"expires_at": NOW}, "expired", "te oud"),
    ({"revoked_at": NOW}, "revoked", "ingetrokken"),
    ({"revoked_at": NOW, "expires_at": NOW}, "revoked", "ingetrokken"),
    ({"used_at": NOW, "expires_at": NOW}, "used", "is gebruikt"),
]


@pytest.mark.parametrize(("fields", "state", "word"), STATES)
def test_only_an_open_invitation_opens(app, fields, state, word):
    assert rules.state(invitation(**fields), NOW) == state
    if not word:
        return rules.check_open(invitation(**fields), NOW)
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_open(invitation(**fields), NOW)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, ""),
        ({"expires_at": NOW}, ""),
        ({"used_at": NOW}, "al gebruikt"),
        ({"revoked_at": NOW}, "al ingetrokken"),
    ],
)
def test_what_is_finished_stays_so(app, fields, word):
    if not word:
        return rules.check_unfinished(invitation(**fields))
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_unfinished(invitation(**fields))


def test_a_link_lasts_a_month_and_never_longer_than_the_fair():
    assert rules.ends(a_fair(), NOW) == NOW + DAY + 6 * HOUR
    assert rules.ends(a_fair(ends_at=NOW + 90 * DAY), NOW) == NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("invited", "account", "is_staff", "may"),
    [
        ("", "els@vlo.example", True, True),
        ("", "els@vlo.example", False, False),
        ("", "", False, False),
        ("els@vlo.example", "Els@Vlo.example", False, True),
        ("els@vlo.example", "daan@duin.example", False, False),
    ],
)
def test_staff_and_who_was_invited_may_accept(app, invited, account, is_staff, may):
    assert rules.may_use(invitation(email=invited), account, is_staff) is may
    if may:
        return rules.check_may_use(invitation(email=invited), account, is_staff)
    with app.test_request_context(), pytest.raises(Refused, match="voor Bakkerij Vlo"):
        rules.check_may_use(invitation(email=invited), account, is_staff)


def test_one_invitation_and_one_account(app):
    rules.check_not_invited(False)
    rules.check_new_account(False)
    with app.test_request_context():
        with pytest.raises(Refused, match="al uitgenodigd"):
            rules.check_not_invited(True)
        with pytest.raises(Refused, match="al een account") as refusal:
            rules.check_new_account(True)
    assert refusal.value.field == "email"


def test_a_fingerprint_does_not_tell_the_link():
    assert rules.fingerprint("a") != rules.fingerprint("b")
    assert len(rules.fingerprint("a")) == 64
