"""The queue of a booth in real browsers: through a restart of the server, and to the talk."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, PHONE
from tests.browser.site import Site, wait_for_line
from tests.browser.words import _
from tests.server import a_place, running

LOST = ("WebSocket", "ERR_CONNECTION")
AT_ONCE = 1_000  # milliseconds after the desk shows it


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A database of its own."""
    with a_place(tmp_path_factory.mktemp("queue")) as place:
        yield place


@pytest.fixture(scope="module")
def site(place):
    """The cast at a fair where staff have been on the roster for five minutes."""
    made = place.prepare(0, -5)
    with running(place) as server:
        here = Site(server.url, made["world"], made["cookies"], made["emails"], server)
        yield here
        assert "level=error" not in here.log(), here.log()


def test_the_queue_keeps_its_order_through_a_restart(site, place, open_as):
    booth, desk = f"/stands/{site.world['care_booth']}", f"/balie/{site.world['care_booth']}"
    pages = [open_as(who, booth, allow=LOST) for who in ("noor", "yara", "milan")]
    staff = open_as("sanne", desk, allow=LOST)
    for number, page in enumerate(pages, 1):
        wait_for_line(page)
        page.get_by_role("button", name=_("Join the queue")).click()
        expect(page.locator(".pos")).to_contain_text(f"{number}e")
    wait_for_line(staff)
    expect(staff.locator("#queue")).to_contain_text("3 wachten")
    site.server.kill()
    for page in pages:
        expect(page.locator(".line-down")).to_be_visible()
    with running(place, port=urlsplit(site.url).port):
        for number, page in enumerate(pages, 1):
            wait_for_line(page)
            expect(page.locator(".pos")).to_contain_text(f"{number}e")
        wait_for_line(staff)
        call_and_talk(staff, *pages)
        phone = open_as("yara", "/mijn-dag", allow=LOST, **PHONE)
        expect(phone.locator("#queues")).to_contain_text(_("Place %(number)d.", number=1))


def call_and_talk(staff, first, second, _third):
    """Sanne calls the first, who sees it at once wherever she is, and talks with her."""
    first.goto("/beurs")
    wait_for_line(first)
    staff.get_by_role("button", name=_("Call the next one")).click()
    called = staff.locator("#queue")
    expect(called).to_contain_text("Noor")
    turn = first.locator("#notices [id^=turn-]")
    expect(turn.get_by_role("alert")).to_be_visible(timeout=AT_ONCE)
    expect(turn).to_contain_text(_("It is your turn. Go to the talk now."))
    expect(turn.locator("[data-countdown]")).to_contain_text("2:")
    expect(second.locator(".pos")).to_contain_text("1e")
    expect(second.locator("#notices [id^=turn-]")).to_have_count(0)
    called.get_by_role("button", name=_("Is here")).click()
    now = staff.get_by_role("heading", name=_("Now: %(name)s", name="Noor"))
    expect(now).to_be_visible(timeout=PATIENCE)
    expect(turn).to_have_count(0)
