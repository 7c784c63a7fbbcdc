"""Chromium, real servers, and people at them. What goes wrong inside a page fails the test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import FAKE_MEDIA, QUIET, executable
from tests.browser.gallery import Gallery
from tests.browser.site import Site, Watch
from tests.server import a_place, running

HERE = Path(__file__).parent
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}

PATIENCE = 10_000  # milliseconds


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright's event loop stays until the end, and others start their own."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each site has an address of its own. (The plugin's own fixture is of a kind that pytest warns of.)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's own Chromium, which asks nobody for anything and has a camera made of nothing."""
    return browser_type_launch_args | {"executable_path": executable(), "args": QUIET + FAKE_MEDIA}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server of its own for a module: the cast at a fair where the first talk begins in five minutes."""
    with a_place(tmp_path_factory.mktemp("site")) as place:
        made = place.prepare(0, 5)
        with running(place) as server:
            here = Site(server.url, made["world"], made["cookies"], made["emails"], server)
            yield here
            assert "level=error" not in here.log(), here.log()


@pytest.fixture
def open_as(site: Site, new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Open a browser as somebody: `open_as("yara", "/beurs", **PHONE)`; `allow` names expected errors."""
    watches: list[Watch] = []

    def open_browser(who: str | None, path: str = "/", allow: tuple[str, ...] = (), **how: Any) -> Page:
        context = new_context(base_url=site.url, locale="nl-NL", **(DESKTOP | how))
        context.set_default_timeout(PATIENCE)
        site.sign_in(context, who)
        watches.append(Watch(context, site.url, allow))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_browser
    troubles = [trouble for watch in watches for trouble in watch.troubles]
    assert not troubles, (troubles, site.log()[-3000:])


@pytest.fixture(scope="session")
def gallery(browser: Browser, test_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """The demo world, each page of which is looked at once for all tests."""
    with (
        a_place(tmp_path_factory.mktemp("gallery")) as place,
        running(place, STAGEPACT_DEMO="1") as server,
    ):
        gallery = Gallery(browser, server.url, test_app.url_map)
        yield gallery
        gallery.close()
        assert "level=error" not in server.log.read_text(), server.log.read_text()
