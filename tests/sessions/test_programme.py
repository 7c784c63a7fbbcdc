"""The programme that everybody reads."""

import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest

from sessions.kinds import CANCELLED, DRAFT, HYBRID, ON_SITE, STUDENTS
from tests.sessions.sessions import make_session

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def listed(page):
    """The sessions to come on a page."""
    return re.findall(r'href="/sessies/(\d+)"', page.split('id="coming"')[1].split("</section>")[0])


def test_what_is_to_come_stands_in_order_and_what_was_apart(visit, now):
    later, soon = make_session(now, timedelta(days=9)), make_session(now, timedelta(days=1))
    over = make_session(now, -timedelta(days=3), title="Vorige week", transcript="Wat er is **gezegd**.")
    page = visit().get("/sessies").text
    assert listed(page) == [str(soon), str(later)]
    assert "Vorige week" in page
    assert "<strong>gezegd</strong>" in visit().get(f"/sessies/{over}").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "abc"),
        ("?voor=students", "abc"),
        ("?voor=employers", "ac"),
        ("?thema=zorg", "b"),
        ("?taal=en", "c"),
        ("?taal=en&thema=zorg", ""),
        ("?voor=xx", "abc"),
    ],
)
def test_the_programme_is_filtered(visit, now, query, found):
    ids = {
        "a": make_session(now),
        "b": make_session(now, audience=STUDENTS, tags=["zorg"]),
        "c": make_session(now, language="en"),
    }
    page = visit().get("/sessies" + query).text
    assert listed(page) == [str(ids[letter]) for letter in found]
    assert ("Geen sessies gevonden." in page) is not bool(found)


def test_an_empty_programme_says_so(visit, app):
    assert "geen sessies gepland" in visit().get("/sessies").text


def test_a_month(visit, now):
    make_session(now, timedelta(days=7), title="In december")
    make_session(now, timedelta(days=1), title="In november", state=CANCELLED, reason="Ziek")
    page = visit().get("/sessies/maand?maand=2026-12").text
    assert "Sessies in december 2026" in page
    assert "11.42 In december" in page
    assert "In november" not in page
    november = visit().get("/sessies/maand").text
    assert "Afgezegd" in november
    assert visit().get("/sessies/maand?maand=0001-01").status_code == 200
    assert ("maand=2026-10" in november, "maand=2026-12" in november) == (False, True)
    assert ("maand=2026-11" in page, "maand=2027-01" in page) == (True, False), "no walk into empty years"
    assert "geen sessies in deze maand" in visit().get("/sessies/maand?maand=2027-06").text


@pytest.mark.parametrize("mode", ["online", HYBRID, ON_SITE])
@pytest.mark.parametrize("state", ["published", CANCELLED])
def test_search_engines_read_an_event(visit, now, mode, state):
    session_id = make_session(
        now, mode=mode, location="Leiden", state=state, speakers=[["Femke", "chauffeur"]]
    )
    page = visit().get(f"/sessies/{session_id}").text
    event = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert event["startDate"] == "2026-12-03T11:42:00+01:00"
    assert event["eventStatus"].endswith("Cancelled" if state == CANCELLED else "Scheduled")
    assert event["remainingAttendeeCapacity"] == 2
    assert "Femke" not in json.dumps(event)


def test_texts_are_made_safe(visit, now):
    session_id = make_session(now, text="<script>alert(1)</script> **vet** [x](javascript:alert(1))")
    page = visit().get(f"/sessies/{session_id}").text
    assert "<strong>vet</strong>" in page
    assert "alert(1)</script>" not in page
    assert 'href="javascript:' not in page


def test_readers_of_news_get_new_sessions(visit, world, now):
    first = visit().get("/sessies/atom.xml")
    assert ElementTree.fromstring(first.data).find("a:updated", ATOM).text == "2026-01-01T00:00:00Z"
    make_session(now, state=DRAFT, title="Nog geheim")
    for number in range(51):
        made = make_session(now, title=f"Sessie {number}", text="Een **kijkje** <in> & om", tags=["zorg"])
    off = make_session(now, state=CANCELLED, title="Zorg & \x0b<techniek>", reason="Ziek")
    answer = visit().get("/sessies/atom.xml", headers={"If-None-Match": first.headers["ETag"]})
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.data)
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 50
    for each in (feed, *entries):
        for name in ("id", "title", "updated", "author/a:name"):
            assert each.find(f"a:{name}", ATOM).text, name
        assert datetime.fromisoformat(each.find("a:updated", ATOM).text).tzinfo
    ids = {each.find("a:id", ATOM).text for each in entries}
    assert len(ids) == 50
    assert all(each.startswith("urn:uuid:") for each in ids)
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert links == {"self": "http://localhost/sessies/atom.xml", "alternate": "http://localhost/sessies"}
    assert entries[0].find("a:title", ATOM).text == "Afgezegd: Zorg & <techniek>"
    assert entries[0].find("a:link", ATOM).get("href") == f"http://localhost/sessies/{off}"
    assert entries[1].find("a:content", ATOM).text.startswith("<p>Een <strong>kijkje</strong>")
    assert entries[1].find("a:link", ATOM).get("href") == f"http://localhost/sessies/{made}"
    assert entries[1].find("a:category", ATOM).get("term") == "zorg"
    assert b"geheim" not in answer.data
    tag = answer.headers["ETag"]
    assert visit().get("/sessies/atom.xml", headers={"If-None-Match": tag}).status_code == 304
    for page in ("/sessies", "/sessies/maand", f"/sessies/{made}"):
        assert '<link rel="alternate" type="application/atom+xml"' in visit().get(page).text


def test_everybody_finds_the_sessions(visit, world):
    for person_id in (None, world.yara, world.sanne, world.fatima):
        page = visit(person_id).get("/" if person_id is None else "/sessies").text
        assert re.search(r'<nav class="nav".*href="/sessies"', page, re.S)
    assert 'href="/organisatie/sessies"' in visit(world.bram).get("/sessies").text
