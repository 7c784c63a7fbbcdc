"""Whom a booth asks for, the languages of students, and why somebody cannot book."""

import pytest

from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import booking
from fair.actions.wanted import ask_for
from fair.models import Booth
from region.actions.profile import save_profile
from region.models import StudentProfile

EMPTY = {"wanted_from": None, "wanted_until": None, "days_per_week": None, "wish": ""}


def change(kind, number, **values):
    with transaction() as work:
        for name, value in values.items():
            setattr(work.get(kind, number), name, value)


def book(world, person_id, now):
    return booking.book_slot(slot_id=world.sanne_slots[1], person_id=person_id, question="", now=now)


def sheet(visit, world, person_id):
    return visit(person_id).get(f"/stands/{world.care_booth}?tijd={world.sanne_slots[1]}").text


def test_another_level_is_refused_and_led_to_other_booths(visit, world, now):
    change(Booth, world.care_booth, levels=["mbo2"])
    with pytest.raises(Refused, match="Deze stand praat met studenten van mbo 2"):
        book(world, world.yara, now)
    page = sheet(visit, world, world.yara)
    assert "Deze stand praat met studenten van mbo 2." in page
    assert f'href="/beurs/{world.fair}?niveau=mbo3"' in page
    assert "Boek 12.15 uur" not in page
    book(world, world.milan, now)


def test_an_empty_profile_is_no_dead_end(visit, world, now):
    change(Booth, world.care_booth, wanted_languages=["de", "tr"])
    with pytest.raises(Refused, match=r"Duits of Turks\. Vul eerst je talen in\."):
        book(world, world.yara, now)
    yara, back = visit(world.yara), f"/stands/{world.care_booth}?tijd={world.sanne_slots[1]}"
    page = yara.get(back).text
    assert "Vul je talen in" in page
    assert "/mijn/profiel?verder=" in page
    there = f"/mijn/profiel?verder={back.replace('?', '%3F')}"
    assert "Terug naar de stand" in yara.get(there).text
    page = yara.post(there, {"languages": ["tr", "nl"]}).text
    assert "Bewaard." in page
    assert "Boek 12.15 uur" in page
    assert db.session.get(StudentProfile, world.yara).languages == ["tr", "nl"]
    book(world, world.yara, now)


def test_other_languages_are_refused(visit, world, now):
    change(Booth, world.care_booth, wanted_languages=["de"])
    save_profile(person_id=world.yara, now=now, languages=["nl"], **EMPTY)
    with pytest.raises(Refused, match="studenten die Duits spreken"):
        book(world, world.yara, now)


def test_the_profile_leads_nowhere_else_and_is_for_students(visit, world, now):
    yara = visit(world.yara)
    page = yara.get("/mijn/profiel?verder=https://elders.example/").text
    assert 'href="https://elders' not in page
    assert "Mijn profiel" in yara.post("/mijn/profiel?verder=//elders.example", {"languages": "nl"}).text
    assert yara.post("/mijn/profiel", {"languages": "klingon"}).status_code == 409
    assert db.session.get(StudentProfile, world.yara).languages == ["nl"]
    assert visit(world.sanne).get("/mijn/profiel").status_code == 404
    with pytest.raises(NotFound):
        save_profile(person_id=world.sanne, now=now, languages=["nl"], **EMPTY)


def test_staff_say_whom_they_ask_for(visit, world):
    sanne, url = visit(world.sanne), f"/stands/{world.care_booth}/vraagt"
    page = sanne.get(url).text
    assert "Helpende Zorg en Welzijn (mbo 2)" in page
    assert f'href="{url}"' in sanne.get(f"/stands/{world.care_booth}/rooster").text
    page = sanne.post(url, {"sectors": ["zorg"], "programmes": ["25498"], "languages": ["nl", "de"]}).text
    assert "Alleen studenten die hierbij passen" in page
    booth = db.session.get(Booth, world.care_booth, populate_existing=True)
    asked = (booth.wanted_sectors, booth.wanted_programmes, booth.wanted_languages)
    assert asked == (["zorg"], ["25498"], ["nl", "de"])
    seen = visit().get(f"/stands/{world.care_booth}").text
    assert "Sector van de opleiding: Zorg en welzijn." in seen
    assert "Opleiding: Helpende Zorg en Welzijn (mbo 2)." in seen
    assert "Spreekt: Nederlands of Duits." in seen
    assert "andere opleidingen dan die van jou" in sheet(visit, world, world.yara)
    sanne.post(url, {"csrf_token": ""})
    assert "Alleen voor deze studenten" not in visit().get(f"/stands/{world.care_booth}").text


@pytest.mark.parametrize("who", ["daan", "yara", "fatima"])
def test_others_ask_for_nobody(visit, world, now, who):
    person_id = getattr(world, who)
    assert visit(person_id).post(f"/stands/{world.care_booth}/vraagt", {}).status_code == 404
    asked = {"sectors": [], "programmes": [], "languages": []}
    with pytest.raises(NotFound):
        ask_for(booth_id=world.care_booth, person_id=person_id, now=now, **asked)
