"""The pictures of the README and the guide: `bin/pictures` takes them and writes docs/pictures/*.png."""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from app.config import ROOT
from tests.browser.chromium import QUIET, executable
from tests.browser.crawl import Walk
from tests.browser.site import wait_for_line
from tests.server import a_place, running

PICTURES = ROOT / "docs" / "pictures"
# name, who, where, width, height, colours
SHOTS = [
    ("lobby", "student-mbo3", "/beurs", 1280, 1300, "light"),
    ("booth", "student-mbo2", "/beurs", 1280, 1000, "light"),
    ("my-day", "student-mbo3", "/mijn-dag", 390, 844, "light"),
    ("desk", "standhouder", "/balie", 1280, 900, "light"),
    ("counter", None, "/teller", 1280, 900, "dark"),
    ("priority", "organisator", "/organisatie/beurzen/1/voorrang", 1280, 1000, "light"),
    ("roster", "standhouder", "/rooster", 1280, 1000, "light"),
    ("today", "organisator", "/organisatie", 1280, 1000, "light"),
    ("report", "organisator", "/organisatie/beurzen/1/verslag", 1280, 1000, "light"),
]


def take(browser: Browser, url: str) -> None:
    """Take all pictures."""
    for name, who, path, width, height, colours in SHOTS:
        walk = Walk(url)
        if who:
            walk.enter_as(who)
        context = browser.new_context(
            base_url=url,
            locale="nl-NL",
            color_scheme=colours,
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
        )
        context.add_cookies([{"name": each.name, "value": each.value, "url": url} for each in walk.cookies])
        page = context.new_page()
        page.goto(path)
        wait_for_line(page)
        if name == "booth":
            choose_a_time(page)
        page.screenshot(path=PICTURES / f"{name}.png")
        context.close()


def choose_a_time(page: Page) -> None:
    """Walk from the square to a booth, and press free times until one can be booked."""
    page.get_by_role("link", name="Van Duin Techniek").first.click()
    wait_for_line(page)
    for number in (page.locator(".slot[data-state=free]").nth(n).get_attribute("value") for n in range(1, 9)):
        page.locator(f"#slot-{number}").click()
        page.locator(f"#sheet-{number} #press").wait_for()
        if not page.locator("#sheet .banner").count():
            break
    page.locator("#choose").evaluate("heading => heading.scrollIntoView()")


def make_small(picture: Path) -> None:
    """Keep 128 colours, when Pillow is there to do it."""
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(picture) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    """Run a demo world, take the pictures, and say how large they are."""
    os.environ.pop("TEST_DATABASE", None)
    folder = Path(tempfile.mkdtemp(prefix="stagepact-pictures-"))
    PICTURES.mkdir(parents=True, exist_ok=True)
    try:
        with (
            a_place(folder) as place,
            running(place, STAGEPACT_DEMO="1") as server,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=executable(), args=[*QUIET, "--lang=nl"])
            take(browser, server.url)
            browser.close()
    finally:
        shutil.rmtree(folder)
    for picture in sorted(PICTURES.glob("*.png")):
        make_small(picture)
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
