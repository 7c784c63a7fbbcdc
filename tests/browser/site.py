"""A site under test: where it is, who can sign in, and an ear for what goes wrong in its pages."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

from tests.server import Server


@dataclass
class Site:
    """A running server with the ids and the cookies of its people."""

    url: str
    world: dict[str, Any]
    cookies: dict[str, str]
    emails: dict[str, str]
    server: Server

    def log(self) -> str:
        """What the server has written."""
        return self.server.log.read_text()

    def sign_in(self, context: BrowserContext, who: str | None) -> None:
        """Let a browser be somebody, without the sign-in page."""
        if who:
            context.add_cookies([{"name": "stagepact", "value": self.cookies[who], "url": self.url}])


@dataclass
class Watch:
    """What a browser should not do: errors in the console or in scripts, and asking another host."""

    context: BrowserContext
    url: str
    allowed: tuple[str, ...] = ()
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("console", self._console)
        self.context.on("weberror", self._error)
        self.context.on("request", self._request)

    def _note(self, trouble: str) -> None:
        if not any(word in trouble for word in self.allowed):
            self.troubles.append(trouble)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"{message.type} in the console: {message.text} ({message.location})")

    def _error(self, error: WebError) -> None:
        self._note(f"error in a script: {error.error}")

    def _request(self, request: Request) -> None:
        here = (self.url, self.url.replace("http", "ws", 1), "data:", "blob:", "about:")
        if not request.url.startswith(here):
            self._note(f"asked another host: {request.url}")


def wait_for_line(page: Page) -> None:
    """Wait until the page is live: connected, in its rooms, and drawn anew."""
    page.locator("html[data-line=up]").wait_for(state="attached")
    assert page.locator("body").count() == 1, "The page was drawn into itself."
