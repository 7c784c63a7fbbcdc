"""Favourites under somebody's hands: the pressed button keeps the focus."""

from playwright.sync_api import expect

from tests.browser.site import wait_for_line


def test_the_button_that_moves_a_booth_keeps_the_focus(site, open_as):
    world = site.world
    page = open_as("yara", f"/stands/{world['care_booth']}")
    for booth in ("care_booth", "tech_booth"):
        page.goto(f"/stands/{world[booth]}")
        wait_for_line(page)
        page.locator(".star button").click()
        expect(page.locator(".star")).to_have_class("star kept")
    page.goto("/mijn/favorieten")
    wait_for_line(page)
    up = page.locator(f"#up-{world['tech_booth']}")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".rank > li").first).to_have_attribute("id", f"stand-{world['tech_booth']}")
    expect(up).to_be_focused()
    expect(up).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#say")).to_have_text("Nu op plaats 1.")
    page.locator(f"#remove-{world['tech_booth']} button").press("Enter")
    expect(page.locator(".rank > li")).to_have_count(1)
    expect(page.locator("#favourites-list")).to_be_focused()
