"""Opening day: five people at five screens, from a booking to the public counter, without a reload."""

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.site import wait_for_line
from tests.browser.words import _

A_SECOND = 1000
QUESTION = "Mag ik een dag meelopen voordat"
NOTE = "Zocht naar de balans tussen zorg en techniek."


def mark_document(page):
    """Leave a sign in the page that a reload would wipe out."""
    page.evaluate("window.sameDocument = true")


def is_same_document(page):
    return page.evaluate("window.sameDocument === true")


def test_opening_day(site, open_as):
    world = site.world
    booth = f"/stands/{world['care_booth']}"
    slot = world["sanne_slots"][0]
    sheet = f"{booth}?tijd={slot}"

    # Everybody opens their own screen.
    phone = open_as("yara", booth, **PHONE)
    desktop = open_as("milan", sheet)
    desk = open_as("sanne", f"/balie/{world['care_booth']}")
    counter = open_as(None, "/teller")
    for page in (phone, desktop, desk, counter):
        wait_for_line(page)
        mark_document(page)
    headline = counter.locator("#counter .big-n")
    agreed = int(headline.inner_text())

    # Milan is in the middle of a sentence when Yara takes the time that he looks at.
    question = desktop.get_by_label(_("What do you want to talk about?"))
    question.press_sequentially(QUESTION)
    phone.locator(f"#slot-{slot}").tap()
    phone.get_by_label(_("What do you want to talk about?")).fill("Hoe ziet een dag eruit?")
    phone.locator("#press").tap()
    expect(phone.locator(f"#slot-{slot}")).to_have_attribute("data-state", "mine")
    expect(desktop.locator(f"#slot-{slot}")).to_have_attribute("data-state", "taken", timeout=A_SECOND)
    expect(question).to_have_value(QUESTION)
    expect(question).to_be_focused()

    # The desk has her at once; Sanne receives her and writes a note.
    talk = desk.locator(".qitem", has_text="Yara")
    expect(talk).to_be_visible(timeout=A_SECOND)
    talk.get_by_role("link").click()
    expect(desk.get_by_text("Hoe ziet een dag eruit?").first).to_be_visible()
    desk.get_by_role("button", name=_("Is here")).click()
    expect(desk.get_by_role("button", name=_("Is here"))).to_have_attribute("aria-pressed", "true")
    note = desk.get_by_label(_("Notes on %(name)s", name="Yara"))
    note.press_sequentially(NOTE)
    expect(desk.locator("[id^=note-]").get_by_text("Sanne")).to_be_visible()
    expect(note).to_have_value(NOTE)

    # The talk ends in a proposal with a place and a date.
    desk.get_by_label(_("Which internship place?")).select_option(str(world["place"]))
    desk.get_by_label(_("From when?")).fill(f"{date.today() + timedelta(days=70)}")
    desk.get_by_role("button", name=_("Send a proposal to %(name)s", name="Yara")).click()
    expect(desk.get_by_role("link", name=_("See the placement"))).to_be_visible()
    assert is_same_document(desk)

    # Yara reads it on her phone and says yes.
    phone.goto("/mijn-dag")
    phone.get_by_role("link", name=_("View proposal")).tap()
    wait_for_line(phone)
    mark_document(phone)
    phone.get_by_role("button", name=_("Yes, I want this")).tap()
    turn = "#placement-turn"
    expect(phone.locator(turn)).to_contain_text("Oefenschool Leiden")
    placement = phone.url

    # The coordinator finds it on her desk and approves.
    school = open_as("fatima", "/werk")
    wait_for_line(school)
    school.locator("#work li", has_text="Yara").get_by_role("link").click()
    wait_for_line(school)
    school.get_by_role("button", name=_("Approve")).click()

    # All three sign; nobody reloads a page to get the turn.
    sign = _("Sign version %(version)s", version=1)
    desk.goto(placement)
    wait_for_line(desk)
    for page, label in ((phone, _("Sign")), (desk, sign), (school, sign)):
        button = page.get_by_role("button", name=label, exact=True)
        button.click()
        expect(button).to_have_count(0)
    assert is_same_document(phone)

    # Whoever watches the counter sees it move by one.
    expect(headline).to_have_text(str(agreed + 1))
    assert is_same_document(counter)
    assert is_same_document(desktop)
