"""What everybody may read about a fair: its rules, who comes, and what search engines read."""

import json
import re

from app.db import transaction
from fair.models import ARCHIVED, DRAFT, HYBRID, REQUESTED, Fair
from tests.factories import make_booth, make_fair, make_organisation


def event_of(page):
    """The data block of a page."""
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


def test_everybody_reads_the_rules_and_finds_who_comes(visit, world):
    page = visit().get(f"/beurs/{world.fair}").text
    for words in (
        "De regels van deze beurs",
        "Een gesprek duurt 15 minuten.",
        "Nu bezig",
        "Iedereen in een lijst",
    ):
        assert words in page
    assert f"/beurs/{world.fair}/deelnemers" in page
    assert f"/beurs/{world.fair}/deelnemers" in visit().get("/").text


def test_the_list_holds_who_is_approved(visit, world):
    make_booth(world.fair, make_organisation("Bakkerij Vlo", "gastvrij"), state=REQUESTED)
    page = visit().get(f"/beurs/{world.fair}/deelnemers").text
    for words in (
        "2 werkgevers",
        "Zorggroep Rijnoever",
        "Van Duin Techniek",
        "Techniek en bouw",
        "Leiden",
        "hbo",
    ):
        assert words in page
    assert page.index("Van Duin Techniek") < page.index("Zorggroep Rijnoever")
    assert "Bakkerij Vlo" not in page


def test_the_list_of_a_draft_is_not_there(visit, world, now):
    assert visit().get(f"/beurs/{make_fair(now, state=DRAFT)}/deelnemers").status_code == 404
    assert visit(world.bram).get("/beurs/99/deelnemers").status_code == 404
    assert visit().get(f"/beurs/{make_fair(now, state=ARCHIVED)}/deelnemers").status_code == 200


def test_an_empty_list_says_so(visit, app, now):
    assert "Er zijn nog geen stands" in visit().get(f"/beurs/{make_fair(now)}/deelnemers").text


def test_search_engines_read_an_event(visit, world):
    event = event_of(visit().get(f"/beurs/{world.fair}").text)
    assert event["@type"] == "Event"
    assert (event["startDate"], event["endDate"]) == (
        "2026-11-26T09:42:00+01:00",
        "2026-11-26T15:42:00+01:00",
    )
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    address = f"http://localhost/beurs/{world.fair}"
    assert (event["url"], event["location"]) == (address, {"@type": "VirtualLocation", "url": address})
    assert event["organizer"] == {"@type": "Organization", "name": "Stagepact071", "url": "http://localhost/"}


def test_a_title_never_ends_the_data_block(visit, world):
    with transaction() as work:
        fair = work.get(Fair, world.fair)
        fair.title, fair.mode, fair.location = "</script><script>alert(1)</script>", HYBRID, "Plein 1 & 2"
    page = visit().get(f"/beurs/{world.fair}").text
    assert "<script>alert" not in page
    event = event_of(page)
    assert event["name"] == "</script><script>alert(1)</script>"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [each["@type"] for each in event["location"]] == ["VirtualLocation", "Place"]
    assert event["location"][1]["name"] == "Plein 1 & 2"
