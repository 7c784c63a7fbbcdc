"""Help at a booth: the desk asks, the organisers answer, both see it live."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app import clock
from app.db import db, transaction
from app.errors import NotFound, Refused
from app.people import Person
from fair.actions import help as actions
from fair.live import organiser as live_organiser
from fair.models import Fair
from fair.models.help import HelpCall
from fair.queries import square
from region.models import Establishment


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is drawn by hand."""
    monkeypatch.setattr(live_organiser.changed, "add", lambda number: None)


@pytest.fixture
def noon(now, monkeypatch):
    """12.05 in Leiden: everybody is on the roster."""
    at = now + timedelta(minutes=23)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def ask(world, now, words="Het beeld hapert", person_id=None, booth_id=None):
    actions.ask_help(
        booth_id=booth_id or world.care_booth, words=words, person_id=person_id or world.sanne, now=now
    )
    return call(booth_id or world.care_booth).id


def call(booth_id) -> HelpCall:
    newest = db.session.query(HelpCall).filter_by(booth_id=booth_id).order_by(HelpCall.id.desc())
    return newest.populate_existing().first()


def test_a_call_its_answer_and_its_end(world, noon):
    number = ask(world, noon)
    with pytest.raises(Refused, match="al om hulp gevraagd"):
        ask(world, noon, person_id=world.omar)
    actions.answer_help(call_id=number, person_id=world.bram, now=noon)
    kept = call(world.care_booth)
    assert (kept.asked_by_id, kept.answered_at, kept.answered_by_id) == (world.sanne, noon, world.bram)
    with pytest.raises(Refused, match="al iemand onderweg"):
        actions.answer_help(call_id=number, person_id=world.bram, now=noon)
    actions.close_help(call_id=number, person_id=world.bram, now=noon)
    with pytest.raises(Refused, match="al afgesloten"):
        actions.withdraw_help(call_id=number, person_id=world.sanne, now=noon)
    again = ask(world, noon, words="")
    assert again != number
    actions.withdraw_help(call_id=again, person_id=world.omar, now=noon)
    assert call(world.care_booth).closed_at == noon


def test_only_while_the_fair_is_on(world, noon):
    with pytest.raises(Refused, match="zolang de beurs open is"):
        ask(world, noon + timedelta(days=1))


def test_strangers_reach_no_call(world, visit, noon):
    for person_id in (world.daan, world.yara, world.bram):
        with pytest.raises(NotFound):
            ask(world, noon, person_id=person_id)
    number = ask(world, noon)
    for verb in (actions.answer_help, actions.close_help):
        for person_id in (world.sanne, world.yara):
            with pytest.raises(NotFound):
                verb(call_id=number, person_id=person_id, now=noon)
    for person_id in (world.daan, world.bram):
        with pytest.raises(NotFound):
            actions.withdraw_help(call_id=number, person_id=person_id, now=noon)
    with pytest.raises(NotFound):
        actions.close_help(call_id=999, person_id=world.bram, now=noon)
    daan, yara = visit(world.daan), visit(world.yara)
    there = f"/balie/{world.care_booth}/hulp"
    assert daan.get(there).status_code == 404
    assert daan.post(there, {"words": "x"}).status_code == 404
    assert daan.post(f"{there}/klaar", {"call_id": number}).status_code == 404
    for path in ("antwoord", "klaar"):
        assert yara.post(f"/organisatie/hulp/{path}", {"call_id": number}).status_code == 404
    assert visit(world.bram).post("/organisatie/hulp/klaar", {}).status_code == 404


def test_the_database_keeps_one_open_call_and_whole_answers(world, noon):
    ask(world, noon)
    with pytest.raises(IntegrityError), transaction() as work:
        work.add(HelpCall(booth_id=world.care_booth, asked_at=noon, asked_by_id=world.omar))
    with pytest.raises(IntegrityError, match="answered_by_somebody"), transaction() as work:
        work.query(HelpCall).update({"answered_at": noon})


def test_help_without_javascript(world, visit, noon):
    sanne, bram = visit(world.sanne), visit(world.bram)
    there = f"/balie/{world.care_booth}/hulp"
    assert f'action="{there}"' in sanne.get(f"/balie/{world.care_booth}").text
    assert "Wat is er aan de hand?" in sanne.get(there).text
    assert "De organisatie ziet dat u hulp nodig hebt." in sanne.post(there, {"words": "Geen stroom"}).text
    again = sanne.post(there, {"words": "Nog steeds"})
    assert again.status_code == 422
    assert "U hebt al om hulp gevraagd." in again.text
    assert 'value="Nog steeds"' in again.text
    page = bram.get("/organisatie").text
    assert "Geen stroom" in page
    number = call(world.care_booth).id
    page = bram.post("/organisatie/hulp/antwoord", {"call_id": number, "key": "a"}).text
    assert "De stand ziet dat u onderweg bent." in page
    assert "al iemand onderweg" in bram.post("/organisatie/hulp/antwoord", {"call_id": number}).text
    assert "We komen eraan" in sanne.get(f"/balie/{world.care_booth}").text
    assert "afgesloten" in bram.post("/organisatie/hulp/klaar", {"call_id": number, "key": "c"}).text
    assert "Niemand vraagt nu om hulp." in bram.get("/organisatie").text
    sanne.post(there, {"words": ""})
    number = call(world.care_booth).id
    assert "niet meer om hulp" in sanne.post(f"{there}/klaar", {"call_id": number}).text
    assert sanne.post(there, {"words": "x" * 121}).status_code == 422


def test_desk_and_organisers_see_each_other_live(world, visit, noon):
    sanne, omar, bram, yara = (visit(each) for each in (world.sanne, world.omar, world.bram, world.yara))
    omar.open_line(f"booth-desk:{world.care_booth}")
    bram.open_line(f"organiser:{world.fair}")
    sanne.open_line()
    yara.open_line(f"booth:{world.care_booth}")
    answer = sanne.send("help:ask", booth_id=world.care_booth, words="Geen stroom", key="h")
    assert answer["go"] == f"/balie/{world.care_booth}#help"
    assert sanne.send("help:ask", booth_id=world.care_booth, words="Geen stroom", key="h") == answer
    assert any("U hebt hulp gevraagd" in each for each in omar.patches())
    live_organiser.draw({world.fair})
    [drawing] = [each for each in bram.patches() if 'id="help-calls"' in each]
    assert "Geen stroom" in drawing
    assert "Sanne" not in drawing
    number = call(world.care_booth).id
    assert "error" in yara.send("help:answer", call_id=number)
    assert "onderweg" in bram.send("help:answer", call_id=number, key="x")["notice"]
    assert any("We komen eraan" in each for each in omar.patches())
    assert "afgesloten" in bram.send("help:close", call_id=number)["notice"]
    assert any("Vraag hulp" in each for each in omar.patches())
    assert "afgesloten" in sanne.send("help:withdraw", call_id=number)["error"]
    sanne.send("help:ask", booth_id=world.care_booth, words="")
    last = call(world.care_booth).id
    assert "niet meer" in sanne.send("help:withdraw", call_id=last)["notice"]
    assert yara.patches() == []


def call_booth(world, now, words="Bel even met de balie", person_id=None):
    return actions.call_booth(
        booth_id=world.care_booth, words=words, person_id=person_id or world.bram, now=now
    )


def test_organisers_call_a_booth_and_one_of_its_staff_reads_it(world, noon):
    call_booth(world, noon)
    first = call(world.care_booth)
    assert (first.to_booth, first.asked_by_id) == (True, world.bram)
    with pytest.raises(Refused, match="nog niet gelezen"):
        call_booth(world, noon)
    own = ask(world, noon)
    assert call(world.care_booth).id == own
    actions.see_call(call_id=first.id, person_id=world.omar, now=noon)
    assert (first.answered_at, first.answered_by_id) == (noon, world.omar)
    with pytest.raises(Refused, match="collega heeft dit al gelezen"):
        actions.see_call(call_id=first.id, person_id=world.sanne, now=noon)
    call_booth(world, noon + timedelta(minutes=1), words="Kom naar de ingang")
    second = call(world.care_booth)
    db.session.refresh(first)
    assert (first.closed_at, second.closed_at) == (noon + timedelta(minutes=1), None)
    actions.close_call(call_id=second.id, person_id=world.bram, now=noon)
    with pytest.raises(Refused, match="deze oproep teruggenomen"):
        actions.see_call(call_id=second.id, person_id=world.sanne, now=noon)
    with pytest.raises(Refused, match="Schrijf wat u"):
        call_booth(world, noon, words="")


def test_strangers_call_no_booth_and_read_no_call(world, visit, noon):
    for person_id in (world.sanne, world.yara):
        with pytest.raises(NotFound):
            call_booth(world, noon, person_id=person_id)
    call_booth(world, noon)
    number, asked = call(world.care_booth).id, ask(world, noon)
    for person_id in (world.daan, world.bram, world.yara):
        with pytest.raises(NotFound):
            actions.see_call(call_id=number, person_id=person_id, now=noon)
    with pytest.raises(NotFound):
        actions.close_call(call_id=number, person_id=world.sanne, now=noon)
    # The two directions do not mix.
    for verb, which, person_id in (
        (actions.answer_help, number, world.bram),
        (actions.close_help, number, world.bram),
        (actions.withdraw_help, number, world.sanne),
        (actions.see_call, asked, world.sanne),
        (actions.close_call, asked, world.bram),
    ):
        with pytest.raises(NotFound):
            verb(call_id=which, person_id=person_id, now=noon)
    there = f"/balie/{world.care_booth}/gelezen"
    assert visit(world.daan).post(there, {"call_id": number}).status_code == 404
    assert visit(world.yara).post(there, {"call_id": number}).status_code == 404
    sanne = visit(world.sanne)
    assert sanne.post(f"/organisatie/stands/{world.care_booth}/roep/klaar", {}).status_code == 404


def test_calling_a_booth_without_javascript(world, visit, noon):
    bram, sanne = visit(world.bram), visit(world.sanne)
    there, desk = f"/organisatie/stands/{world.care_booth}", f"/balie/{world.care_booth}"
    assert "De organisatie vraagt:" not in sanne.get(desk).text
    assert "Schrijf wat u de stand wilt vragen." in bram.post(there, {"words": " "}).text
    assert bram.post(there, {"words": "x" * 121}).status_code == 422
    assert "De stand ziet uw oproep." in bram.post(there, {"words": "Bel ons", "key": "a"}).text
    bram.post(there, {"words": "Bel ons", "key": "a"})
    number = call(world.care_booth).id
    answer = bram.post(there, {"words": "Nog eens", "key": "b"})
    assert answer.status_code == 422
    assert 'value="Nog eens"' in answer.text
    assert "Nog niet gelezen." in bram.get("/organisatie").text
    page = sanne.get(desk).text
    assert "De organisatie vraagt: Bel ons" in page
    page = sanne.post(f"{desk}/gelezen", {"call_id": number, "key": "c"}).text
    assert "De organisatie ziet dat u het hebt gelezen." in page
    assert "Gelezen door Sanne om 12.05 uur." in page
    assert "Gelezen door Sanne om 12.05 uur." in bram.get("/organisatie").text
    assert "Gelezen door Sanne om 12.05 uur." in bram.get(there).text
    page = bram.post(f"{there}/roep/klaar", {"call_id": number, "key": "d"}).text
    assert "De stand ziet deze oproep niet meer." in page
    assert "Bel ons" not in sanne.get(desk).text


def test_whom_to_reach(world, visit, noon):
    bram, there = visit(world.bram), f"/organisatie/stands/{world.care_booth}"
    page = bram.get(there).text
    sanne = db.session.get(Person, world.sanne)
    assert f'href="mailto:{sanne.email}"' in page
    with transaction() as work:
        work.query(Establishment).update(
            {"contact_name": "Balie", "contact_email": "balie@zorg.example", "contact_phone": "071 123 45 67"}
        )
    page = bram.get(there).text
    assert 'href="mailto:balie@zorg.example"' in page
    assert 'href="tel:0711234567"' in page
    assert sanne.email not in page


def test_a_call_is_seen_live(world, visit, noon):
    sanne, omar, bram, yara = (visit(each) for each in (world.sanne, world.omar, world.bram, world.yara))
    for each in (sanne, omar):
        each.open_line(f"booth-desk:{world.care_booth}")
    bram.open_line(f"organiser:{world.fair}", f"organiser-booth:{world.care_booth}")
    yara.open_line(f"booth:{world.care_booth}")
    assert "error" in yara.send("booth:call", booth_id=world.care_booth, words="Hoi")
    asked = {"booth_id": world.care_booth, "words": "Bel ons", "key": "k"}
    assert bram.send("booth:call", **asked)["notice"] == "De stand ziet uw oproep."
    for each in (sanne, omar):
        [drawn] = [patch for patch in each.patches() if 'id="called"' in patch]
        assert 'role="alert"' in drawn
        assert "Bel ons" in drawn
    number = call(world.care_booth).id
    assert "error" in yara.send("booth:seen", call_id=number)
    assert "ziet dat u het" in omar.send("booth:seen", call_id=number, key="s")["notice"]
    assert "collega" in sanne.send("booth:seen", call_id=number, key="t")["error"]
    assert any("Gelezen door Omar om 12.05 uur." in each for each in sanne.patches())
    bram.patches()
    live_organiser.draw({world.fair})
    seen = {each.split('id="')[1].split('"')[0]: each for each in bram.patches()}
    for part in ("square-now", "help-calls", f"stall-{world.care_booth}"):
        assert "Gelezen door Omar om 12.05 uur." in seen[part]
    assert "niet meer" in bram.send("booth:end-call", call_id=number, key="e")["notice"]
    assert any('id="called"' in each and "hidden" in each for each in omar.patches())
    assert yara.patches() == []


def test_who_waits_for_an_answer_stands_first(world, noon):
    first = ask(world, noon)
    ask(world, noon + timedelta(minutes=1), person_id=world.daan, booth_id=world.tech_booth)
    fair = db.session.get(Fair, world.fair)
    assert [each.booth.id for each in square.today(fair, noon).calls] == [world.care_booth, world.tech_booth]
    actions.answer_help(call_id=first, person_id=world.bram, now=noon)
    assert [each.booth.id for each in square.today(fair, noon).calls] == [world.tech_booth, world.care_booth]
