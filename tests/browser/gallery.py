"""Every page once in Chromium: what it looks like to axe, on small screens, and to the HTML checker."""

from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext
from werkzeug.routing import Map

from tests.browser.crawl import Walk
from tests.browser.pages import Exhibit
from tests.browser.site import Watch, wait_for_line

# Between light and dark only colours differ, so only the rules about colours are asked again.
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
MODES = {
    "1280 light": (1280, "light", ALL),
    "1280 dark": (1280, "dark", COLOURS),
    "390 dark": (390, "dark", COLOURS),
    "390 light": (390, "light", ALL),
}
NARROWEST = 320
AXE = """async rules => {
  const { violations } = await axe.run({ runOnly: rules, resultTypes: ["violations"] })
  const said = node => `${node.target} ${node.failureSummary}`
  return violations.map(each => `${each.id}: ${each.nodes.map(said).join(" | ")}`)
}"""


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
    url: str
    routes: Map
    seen: dict[str, Sight] = field(default_factory=dict)
    walks: dict[str | None, Walk] = field(default_factory=dict)
    contexts: dict[str | None, tuple[BrowserContext, Watch]] = field(default_factory=dict)

    def look(self, exhibit: Exhibit) -> Sight:
        """What there is to see of a page."""
        if exhibit.label not in self.seen:
            self.seen[exhibit.label] = self._visit(exhibit)
        return self.seen[exhibit.label]

    def walk(self, who: str | None) -> Walk:
        """Where somebody gets by following links."""
        if who not in self.walks:
            walk = self.walks[who] = Walk(self.url, self.routes)
            if who:
                walk.enter_as(who)
            walk.everywhere("/welkom")
        return self.walks[who]

    def close(self) -> None:
        """Close all browsers."""
        for context, _watch in self.contexts.values():
            context.close()

    def _context(self, who: str | None) -> tuple[BrowserContext, Watch]:
        if who not in self.contexts:
            context = self.browser.new_context(base_url=self.url, locale="nl-NL", reduced_motion="reduce")
            cookies = [{"name": each.name, "value": each.value} for each in self.walk(who).cookies]
            context.add_cookies([cookie | {"url": self.url} for cookie in cookies])
            self.contexts[who] = context, Watch(context, self.url)
        return self.contexts[who]

    def _visit(self, exhibit: Exhibit) -> Sight:
        context, watch = self._context(exhibit.who)
        path = exhibit.address(self.walk(exhibit.who))
        watch.troubles.clear()
        watch.allowed = (f"status of {exhibit.status}",) if exhibit.status != 200 else ()
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 900})
        response = page.goto(path)
        if exhibit.act:
            with page.expect_navigation() as navigation:
                exhibit.act(page)
            response = navigation.value
        html = response.text()
        wait_for_line(page)
        sight = Sight(
            status=response.status,
            title=page.title(),
            language=page.locator("html").get_attribute("lang") or "",
            html=html,
            english=self.walk(exhibit.who).in_english(path),
        )
        page.evaluate(AXE_SCRIPT)
        for mode, (width, scheme, rules) in MODES.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            sight.axe[mode] = page.evaluate(AXE, rules)
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        sight.width = page.evaluate("document.documentElement.scrollWidth")
        page.close()
        sight.troubles = list(watch.troubles)
        return sight
