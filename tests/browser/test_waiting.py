"""A time that falls free: it reaches the first who waits, and unclaimed the second."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from tests.browser.site import Site, wait_for_line
from tests.browser.words import _
from tests.ledger import Ledger
from tests.server import a_place, running

LEFT = re.compile(r"^(30|29):\d\d$")
SOON = 60_000  # milliseconds: the worker comes by four times a minute


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("site")) as place:
        yield place, Ledger(place.url)


@pytest.fixture(scope="module")
def site(ledger):
    place, _ledger = ledger
    made = place.prepare(0, 5)
    with running(place) as server:
        here = Site(server.url, made["world"], made["cookies"], made["emails"], server)
        yield here
        assert "level=error" not in here.log(), here.log()


def end_soon(ledger):
    """Whatever is held, is held for one more second."""
    moment = datetime.now(UTC) + timedelta(seconds=1)
    sqlite = ledger.engine.dialect.name == "sqlite"
    at = moment.strftime("%Y-%m-%d %H:%M:%S.%f") if sqlite else moment
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE slot_offer SET expires_at = :at WHERE state = 'offered'"), {"at": at})


def wait_in_line(open_as, who, booth, slot):
    page = open_as(who, f"{booth}?tijd={slot}")
    wait_for_line(page)
    page.locator(f"#wait-for-{slot} button").click()
    expect(page.get_by_role("heading", name=_("You are on the waiting list"), exact=True)).to_be_visible()
    return page


def test_a_time_reaches_the_first_and_unclaimed_the_second(site, open_as, ledger):
    slot, booth = site.world["daan_slots"][3], f"/stands/{site.world['tech_booth']}"
    holder = open_as("noor", f"{booth}?tijd={slot}")
    wait_for_line(holder)
    holder.locator("#press").click()
    time = holder.locator(f"#slot-{slot}")
    expect(time).to_have_attribute("data-state", "mine")
    yara, milan = (wait_in_line(open_as, who, booth, slot) for who in ("yara", "milan"))
    expect(milan.locator(".waiting-place")).to_have_text(_("No. %(number)d", number=2))
    elsewhere = open_as("yara", "/teller")
    wait_for_line(elsewhere)

    holder.get_by_role("link", name=_("Cancel the talk")).first.click()
    holder.get_by_role("button", name=_("Cancel the talk")).click()

    expect(yara.locator("section.offer")).to_be_visible()
    expect(yara.locator(f"#slot-{slot}")).to_have_attribute("data-state", "offered")
    expect(yara.locator("section.offer [data-countdown]")).to_have_text(LEFT)
    expect(milan.locator(f"#slot-{slot}")).to_have_attribute("data-state", "taken")
    expect(elsewhere.locator("#notices")).to_contain_text(_("A time is held for you."))

    end_soon(ledger[1])
    expect(milan.locator("section.offer")).to_be_visible(timeout=SOON)
    expect(yara.locator("section.offer")).to_have_count(0)
    expect(yara.locator(f"#slot-{slot}")).to_have_attribute("data-state", "taken")
    expect(elsewhere.locator("#notices")).not_to_contain_text(_("A time is held for you."))

    milan.locator("section.offer .btn").first.click()
    expect(milan.locator(f"#slot-{slot}")).to_have_attribute("data-state", "mine")
    expect(milan.locator("section.offer")).to_have_count(0)


def test_who_stands_by_sees_it_at_once(site, open_as):
    page = open_as("noor", f"/beurs/{site.world['fair']}/stand-by")
    wait_for_line(page)
    page.get_by_role("button", name=_("I stand by")).click()
    expect(page.get_by_role("button", name=_("Stop standing by"))).to_be_visible()
