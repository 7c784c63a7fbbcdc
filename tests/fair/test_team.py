"""The team of a booth: inviting by a link, joining with or without an account, and leaving."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import db, transaction
from app.errors import NotFound, Refused
from app.people import Person
from fair.actions.booking import book_slot
from fair.actions.handover import hand_over
from fair.actions.team import remove_from_team
from fair.models import FREE, WITHDRAWN, Slot
from region.actions import team as actions
from region.models import Membership, TeamInvitation
from region.queries import is_staff
from tests.factories import make_member, make_organisation, make_person

DAY = timedelta(days=1)


def invite(world, now, email="nieuw@rijnoever.example"):
    """A link made by Sanne; returns its token."""
    return actions.invite(organisation_id=world.care, email=email, person_id=world.sanne, now=now)


def membership(person_id):
    """The id of somebody's place in a team."""
    return db.session.query(Membership).filter_by(person_id=person_id, ended_at=None).one().id


def link_on(page):
    """The link that the page shows once."""
    return page.text.split("/uitnodiging/team/")[1].split('"')[0]


ANEW = {"first_name": "Els", "last_name": "de Boer", "password": "vier woorden op rij"}


def test_a_colleague_is_invited_and_makes_an_account(visit, world):
    sanne, els = visit(world.sanne), visit()
    assert "Uw team" in sanne.get("/team").text
    page = sanne.post("/team", {"email": " Els@Rijnoever.example "})
    token = link_on(page)
    assert "els@rijnoever.example" in sanne.get("/team").text
    assert token not in sanne.get("/team").text
    assert "Kom bij het team van Zorggroep Rijnoever" in els.get(f"/uitnodiging/team/{token}").text
    page = els.post(f"/uitnodiging/team/{token}", ANEW | {"password": "te kort"})
    assert "ten minste 10 tekens" in page.text
    page = els.post(f"/uitnodiging/team/{token}", ANEW)
    assert "Welkom bij het team" in page.text
    assert f"/balie/{world.care_booth}" in page.request.path
    assert "Els de Boer" in sanne.get(f"/stands/{world.care_booth}/rooster").text
    again = visit().get(f"/uitnodiging/team/{token}")
    assert again.status_code == 410
    assert "werkt niet meer" in again.text


def test_only_a_hash_of_the_token_is_kept(world, now):
    token = invite(world, now)
    row = db.session.query(TeamInvitation).one()
    assert len(token) >= 43
    assert token not in repr(vars(row))
    assert row.token_hash != token


def test_somebody_with_an_account_signs_in_and_joins(visit, world, now):
    person = make_person("Kim", email="kim@elders.example")
    token = invite(world, now, "KIM@elders.example")
    url = f"/uitnodiging/team/{token}"
    page = visit().get(url)
    assert "Er is al een account" in page.text
    assert f"next=/uitnodiging/team/{token}" in page.text
    assert "Er is al een account" in visit().post(url, ANEW).text
    kim = visit(person)
    kim.open_line()
    assert "U bent ingelogd als Kim" in kim.get(url).text
    assert "Welkom bij het team" in kim.post(url).text
    assert not kim.is_connected
    assert is_staff(person, world.care)
    assert kim.get(url).status_code == 410


def test_an_invitation_is_for_one_address_only(visit, world, now):
    token = invite(world, now)
    daan = visit(world.daan)
    assert "met een ander adres" in daan.get(f"/uitnodiging/team/{token}").text
    assert "Deze uitnodiging is voor nieuw@rijnoever.example" in daan.post(f"/uitnodiging/team/{token}").text
    assert not is_staff(world.daan, world.care)


def test_an_invitation_works_once_and_for_a_week(world, now):
    token = invite(world, now)
    late = now + 7 * DAY
    with pytest.raises(Refused, match="werkt niet meer"):
        actions.join_anew(token=token, **ANEW, now=late)
    actions.join_anew(token=token, **ANEW, now=late - timedelta(seconds=1))
    with pytest.raises(Refused, match="werkt niet meer"):
        actions.join_anew(token=token, **ANEW, now=now)
    assert db.session.query(Person).filter_by(email="nieuw@rijnoever.example").count() == 1
    with pytest.raises(NotFound):
        actions.join_anew(token="made-up", **ANEW, now=now)


def test_who_is_invited_twice_has_one_link(visit, world, now):
    first, second = invite(world, now), invite(world, now)
    assert visit().get(f"/uitnodiging/team/{first}").status_code == 410
    assert visit().get(f"/uitnodiging/team/{second}").status_code == 200
    with pytest.raises(IntegrityError):
        open_all_again()


def open_all_again():
    """What no action does: two open invitations for one address."""
    with transaction() as work:
        for row in work.query(TeamInvitation):
            row.revoked_at = None


def test_an_invitation_is_taken_back(visit, world, now):
    token = invite(world, now)
    invitation_id = db.session.query(TeamInvitation).one().id
    sanne, daan = visit(world.sanne), visit(world.daan)
    url = f"/team/uitnodigingen/{invitation_id}/intrekken"
    assert daan.post(url).status_code == 404
    assert "ingetrokken" in sanne.post(url).text
    assert "werkt niet meer" in sanne.post(url).text
    assert visit().post(f"/uitnodiging/team/{token}", ANEW).status_code == 410


def test_who_is_in_the_team_already_is_not_invited(visit, world):
    email = db.session.get(Person, world.omar).email
    sanne = visit(world.sanne)
    assert "zit al in het team" in sanne.post("/team", {"email": email}).text
    for wrong in ("", "geen adres", "a@b", "a@b c.nl", "a@@b.nl"):
        assert "Vul een e-mailadres in" in sanne.post("/team", {"email": wrong}).text
    assert db.session.query(TeamInvitation).count() == 0


def test_who_joins_twice_is_in_the_team_once(world, now):
    kim = make_member("Kim", "staff", organisation_id=world.tech)
    email = db.session.get(Person, kim).email
    token = invite(world, now, email)
    with transaction() as work:
        work.add(Membership(person_id=kim, role="staff", organisation_id=world.care))
    actions.join(token=token, person_id=kim, now=now)
    assert db.session.query(Membership).filter_by(person_id=kim, organisation_id=world.care).count() == 1


def test_somebody_with_talks_ahead_stays_until_they_are_given_away(visit, world, now):
    booking_id = book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    omar, url = visit(world.omar), f"/team/{membership(world.sanne)}/verwijderen"
    page = omar.get(url).text
    assert "Yara" in page
    assert f"/gesprekken/{booking_id}" in page
    assert "1 gesprek dat nog komt" in omar.get("/team").text
    assert "Er komt nog 1 gesprek" in omar.post(url).text
    assert is_staff(world.sanne, world.care)
    hand_over(booking_id=booking_id, staff_id=world.omar, seen=0, person_id=world.omar, now=now)
    assert "ziet de balie en het rooster niet meer" in omar.get(url).text
    assert "Sanne zit niet meer in het team" in omar.post(url).text
    assert not is_staff(world.sanne, world.care)


def test_whoever_is_removed_is_hung_up_and_her_free_times_go(visit, world, now):
    sanne, omar, milan = visit(world.sanne), visit(world.omar), visit(world.milan)
    assert sanne.open_line(f"booth-desk:{world.care_booth}") == []
    milan.open_line(f"booth:{world.care_booth}")
    omar.post(f"/team/{membership(world.sanne)}/verwijderen")
    assert not sanne.is_connected
    assert sanne.get(f"/balie/{world.care_booth}").status_code == 404
    assert sanne.open_line(f"booth-desk:{world.care_booth}") == [f"booth-desk:{world.care_booth}"]
    db.session.rollback()
    states = {db.session.get(Slot, slot_id).state for slot_id in world.sanne_slots}
    assert states == {WITHDRAWN}
    assert {db.session.get(Slot, slot_id).state for slot_id in world.omar_slots} == {FREE}
    assert f'id="slot-{world.sanne_slots[0]}"' not in "".join(milan.patches())


def test_the_last_one_stays_and_one_may_remove_oneself(visit, world, now):
    omar = visit(world.omar)
    page = omar.post(f"/team/{membership(world.omar)}/verwijderen")
    assert page.request.path == "/"
    sanne = visit(world.sanne)
    assert "laatste persoon" in sanne.post(f"/team/{membership(world.sanne)}/verwijderen").text
    assert is_staff(world.sanne, world.care)


def test_somebody_with_two_employers_chooses_whose_team(visit, world):
    other = make_organisation("Bakkerij Vlo")
    with transaction() as work:
        work.add(Membership(person_id=world.sanne, role="staff", organisation_id=other))
    sanne = visit(world.sanne)
    assert "Bakkerij Vlo" in sanne.get("/team").text
    token = link_on(sanne.post(f"/team?werkgever={other}", {"email": "piet@vlo.example"}))
    assert "Bakkerij Vlo" in visit().get(f"/uitnodiging/team/{token}").text


def test_strangers_see_no_team(visit, world, now):
    number = membership(world.sanne)
    daan, yara, visitor = visit(world.daan), visit(world.yara), visit()
    assert "Sanne" not in daan.get("/team").text
    assert daan.get(f"/team?werkgever={world.care}").status_code == 404
    assert daan.post(f"/team?werkgever={world.care}", {"email": "x@y.example"}).status_code == 404
    assert daan.get(f"/team/{number}/verwijderen").status_code == 404
    assert daan.post(f"/team/{number}/verwijderen").status_code == 404
    assert yara.get("/team").status_code == 404
    assert visitor.get("/team").status_code == 302
    assert visitor.get("/uitnodiging/team/made-up").status_code == 404
    assert visit(world.sanne).get(f"/team/{membership(world.fatima)}/verwijderen").status_code == 404
    with pytest.raises(NotFound):
        remove_from_team(membership_id=number, person_id=world.daan, now=now)
    with pytest.raises(NotFound):
        actions.invite(organisation_id=world.care, email="x@y.example", person_id=world.daan, now=now)
    with pytest.raises(NotFound):
        actions.invite(organisation_id=999, email="x@y.example", person_id=world.daan, now=now)
