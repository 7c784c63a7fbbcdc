"""Walks through a site by its links: which pages are there for whom, and does each link lead on."""

import re
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import quote, urlencode

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
PER_PAGE = 6  # so many addresses of one page are opened: one booth is like another


@dataclass
class Walk:
    """Somebody's walk: per endpoint the addresses that links led to, and the links that led nowhere."""

    base: str
    routes: Map = field(default_factory=Map)
    cookies: CookieJar = field(default_factory=CookieJar)
    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    dead: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.addresses = self.routes.bind("")

    def read(self, path: str, data: dict[str, str] | None = None) -> str:
        """A page, or the page that a form leads to."""
        body = urlencode(data).encode() if data else None
        request = urllib.request.Request(self.base + path, body, {"Referer": self.base})
        with self.browser.open(request, timeout=20) as answer:
            return answer.read().decode(errors="replace")  # a link may lead to a workbook

    def enter_as(self, slug: str) -> None:
        """Walk on as somebody of the demo's cast."""
        token = TOKEN.search(self.read("/inloggen"))
        assert token
        self.read(f"/demo/als/{slug}", {"csrf_token": token[1]})

    def in_english(self, path: str) -> str:
        """A page after pressing EN, whatever its status."""
        try:
            return self.read(f"/taal/en?terug={quote(path)}")
        except HTTPError as error:
            with error:
                return error.read().decode()

    def everywhere(self, start: str = "/welkom") -> None:
        """Follow links until no page of a kind is new."""
        waiting, known = [start], {start}
        while waiting:
            path = waiting.pop(0)
            try:
                page = self.read(path)
            except HTTPError as error:
                self.dead.append(f"{path}: {error.code}")
                continue
            for link in LINK.findall(page):
                link = link.replace("&amp;", "&")
                if link not in known and self._is_new_kind(link):
                    known.add(link)
                    waiting.append(link)

    def _is_new_kind(self, link: str) -> bool:
        try:
            endpoint, values = self.addresses.match(link.split("?")[0])
        except HTTPException:
            return link not in self.found["unknown"] and not self.found["unknown"].append(link)
        kind = ":".join([endpoint, *([values["slug"]] if "slug" in values else [])])
        if endpoint in ("pages.switch_language", "static"):
            return False
        if len(self.found[kind]) >= PER_PAGE:
            return False
        self.found[kind].append(link)
        return True
