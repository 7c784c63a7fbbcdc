"""Without a mouse, and on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.site import wait_for_line

FOCUS = """() => {
  const { tagName, id, href, textContent } = document.activeElement
  const box = document.activeElement.getBoundingClientRect()
  const ring = getComputedStyle(document.activeElement)
  return { tag: tagName, id, href, text: textContent.trim().slice(0, 40),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    ring: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2 }
}"""


def tab_to(page, selector, most=60):
    """Press Tab until this has the focus; everything on the way shows that it has it."""
    goal = page.locator(selector)
    for _press in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["seen"], focus
        assert focus["ring"], focus
        if goal.evaluate("goal => goal === document.activeElement"):
            return
    raise AssertionError(f"{most} times Tab does not lead to {selector}.")


def test_a_talk_is_booked_with_tab_and_enter(site, open_as):
    slot = site.world["sanne_slots"][1]
    page = open_as("yara", f"/stands/{site.world['care_booth']}")
    wait_for_line(page)
    tab_to(page, f"#slot-{slot}")
    page.keyboard.press("Enter")
    expect(page.locator("#press")).to_be_visible()
    tab_to(page, "#press")
    page.keyboard.press("Enter")
    expect(page.locator(f"#slot-{slot}")).to_have_attribute("data-state", "mine")
    expect(page.locator("#notices")).not_to_be_empty()
    assert page.evaluate("document.activeElement !== document.body"), "The focus is lost."


def test_focus_stays_on_a_time_that_somebody_else_takes(site, open_as):
    slot = site.world["sanne_slots"][2]
    booth = f"/stands/{site.world['care_booth']}"
    watching, booking = open_as("milan", booth), open_as("noor", f"{booth}?tijd={slot}")
    for page in (watching, booking):
        wait_for_line(page)
    button = watching.locator(f"#slot-{slot}")
    button.focus()
    booking.locator("#press").click()
    expect(button).to_have_attribute("data-state", "taken")
    expect(button).to_contain_text("Bezet")
    expect(button).to_be_focused()


@pytest.mark.parametrize(("who", "path"), [(None, "/teller"), ("yara", "/mijn-dag")])
def test_paper_shows_no_menus(who, path, open_as):
    page = open_as(who, path)
    page.emulate_media(media="print")
    for part in ("header .nav", ".tabbar", ".skip", "header .tools"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("main h1")).to_be_visible()
