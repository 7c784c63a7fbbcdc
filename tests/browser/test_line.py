"""The line between a page and the server: down and back, silent, and hung up."""

import os
import signal

from playwright.sync_api import expect

from tests.browser.site import wait_for_line
from tests.browser.words import _

LOST = ("WebSocket", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION")


def free_slot(site, number):
    """A time of Daan's booth that no other test of this module touches."""
    return site.world["daan_slots"][number]


def test_a_page_heals_after_the_line_was_down(site, open_as):
    slot = free_slot(site, 0)
    booth = f"/stands/{site.world['tech_booth']}"
    page, other = open_as("yara", booth, allow=LOST), open_as("milan", f"{booth}?tijd={slot}")
    for each in (page, other):
        wait_for_line(each)
    page.context.set_offline(True)
    banner = page.locator(".line-down")
    expect(banner).to_be_visible(timeout=60_000)
    expect(page.locator(f"#slot-{slot}")).to_have_attribute("data-state", "free")
    other.locator("#press").click()
    expect(other.locator(f"#slot-{slot}")).to_have_attribute("data-state", "mine")
    page.context.set_offline(False)
    wait_for_line(page)
    expect(banner).to_be_hidden()
    expect(page.locator(f"#slot-{slot}")).to_have_attribute("data-state", "taken")


def test_forms_are_ordinary_forms_while_there_is_no_line(site, open_as):
    slot = free_slot(site, 1)
    page = open_as("noor", "/", allow=LOST)
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.goto(f"/stands/{site.world['tech_booth']}?tijd={slot}")
    with page.expect_navigation():
        page.locator("#press").click()
    expect(page.locator(f"#slot-{slot}")).to_have_attribute("data-state", "mine")


def test_silence_is_not_taken_for_a_yes_or_a_no(site, open_as):
    slot = free_slot(site, 2)
    page = open_as("yara", f"/stands/{site.world['tech_booth']}?tijd={slot}")
    wait_for_line(page)
    os.kill(site.server.process.pid, signal.SIGSTOP)
    try:
        page.locator("#press").click()
        expect(page.locator("#press")).to_have_attribute("aria-busy", "true")
        page.wait_for_timeout(5_500)  # longer than the page waits for an answer
    finally:
        os.kill(site.server.process.pid, signal.SIGCONT)
    unknown = _("We do not know if this worked. Look at what the page shows now, and try again if needed.")
    expect(page.locator("#notices")).to_contain_text(unknown)
    expect(page.locator(f"#slot-{slot}")).to_have_attribute("data-state", "mine")
    page.goto("/mijn-dag")
    expect(page.locator(".ticket")).to_have_count(1)


def test_signing_out_in_one_tab_empties_the_other(site, open_as):
    page = open_as("fatima", "/werk")
    wait_for_line(page)
    other = page.context.new_page()
    other.goto("/teller")
    other.locator("details.account summary").click()
    other.get_by_role("button", name=_("Sign out")).click()
    expect(page).to_have_url(f"{site.url}/inloggen?next=/werk")
    expect(page.locator("body")).not_to_contain_text("Fatima")
