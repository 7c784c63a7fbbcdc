"""Every page once in Chromium: what it looks like to axe, on small screens, and to the HTML checker."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.site import Site, Watch

MODES = {
    "1280 light": (1280, "light"),
    "1280 dark": (1280, "dark"),
    "390 dark": (390, "dark"),
    "390 light": (390, "light"),
}
NARROWEST = 320
AXE = """async tags => (await axe.run({ runOnly: tags, resultTypes: ["violations"] })).violations
  .map(each => `${each.id}: ${each.nodes.map(node => node.target + " " + node.failureSummary).join(" | ")}`)"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Exhibit:
    """A page of the table: who opens it, where, what to do there first, and the status it answers with."""

    name: str
    who: str | None
    path: str
    act: Callable[[Page], Any] | None = None
    status: int = 200


@dataclass
class Sight:
    """What was seen of a page."""

    status: int
    title: str
    language: str
    html: str
    english: str
    axe: dict[str, list[str]] = field(default_factory=dict)
    width: int = 0
    troubles: list[str] = field(default_factory=list)


@dataclass
class Gallery:
    """Looks at each page once and remembers."""

    browser: Browser
    site: Site
    seen: dict[str, Sight] = field(default_factory=dict)
    contexts: dict[str | None, tuple[BrowserContext, Watch]] = field(default_factory=dict)

    def look(self, exhibit: Exhibit) -> Sight:
        """What there is to see of a page."""
        if exhibit.name not in self.seen:
            self.seen[exhibit.name] = self._visit(exhibit)
        return self.seen[exhibit.name]

    def close(self) -> None:
        """Close all browsers."""
        for context, _watch in self.contexts.values():
            context.close()

    def _context(self, who: str | None) -> tuple[BrowserContext, Watch]:
        if who not in self.contexts:
            context = self.browser.new_context(base_url=self.site.url, locale="nl-NL")
            self.site.sign_in(context, who)
            self.contexts[who] = context, Watch(context, self.site.url)
        return self.contexts[who]

    def _visit(self, exhibit: Exhibit) -> Sight:
        context, watch = self._context(exhibit.who)
        watch.troubles.clear()
        watch.allowed = (f"status of {exhibit.status}",) if exhibit.status != 200 else ()
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(exhibit.path)
        if exhibit.act:
            with page.expect_navigation() as navigation:
                exhibit.act(page)
            response = navigation.value
        page.locator("html[data-line=up]").wait_for(state="attached")
        sight = Sight(
            status=response.status,
            title=page.title(),
            language=page.locator("html").get_attribute("lang") or "",
            html=response.text(),
            english=self._in_english(context, exhibit.path),
        )
        page.evaluate(AXE_SCRIPT)
        for mode, (width, scheme) in MODES.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            sight.axe[mode] = page.evaluate(AXE, TAGS)
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        sight.width = page.evaluate("document.documentElement.scrollWidth")
        page.close()
        sight.troubles = list(watch.troubles)
        return sight

    def _in_english(self, context: BrowserContext, path: str) -> str:
        cookies = {cookie["name"]: cookie["value"] for cookie in context.cookies()} | {"lang": "en"}
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return context.request.get(path, headers={"Cookie": header}).text()
