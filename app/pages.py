"""What every page shares: language, icons, times, the menu, and headers that keep browsers safe."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, redirect, request, url_for
from flask_babel import Babel, format_decimal, get_locale
from markdown_it import MarkdownIt
from markupsafe import Markup
from nh3 import clean
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response as AnyResponse

from app.config import LANGUAGES, ROOT
from app.forms import fresh_key
from app.people import current_person
from app.wording import day, full_date, month, short_day, short_weekday, time

blueprint = Blueprint("pages", __name__)
babel = Babel()

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
SAFE_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote"}
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class MenuItem:
    """An entry of the menu for one role."""

    endpoint: str
    label: Any
    icon: str
    order: int
    also: tuple[str, ...] = ()

    def current(self) -> str:
        """Whether this is the page one is on (page), or the page above it (true)."""
        if request.endpoint == self.endpoint:
            return "page"
        return "true" if request.endpoint in self.also else ""


class RowNumber(IntegerConverter):
    """A number in an address that a database can hold; larger ones are simply not there."""

    def __init__(self, map: Any) -> None:
        super().__init__(map, max=2**31 - 1)


_menus: dict[str, list[MenuItem]] = defaultdict(list)
_role: list[Callable[[], str]] = []


def add_to_menu(
    role: str, order: int, endpoint: str, label: Any, icon: str, also: tuple[str, ...] = ()
) -> None:
    """Put a page in the menu of a role: visitor, guest, student, employer, coordinator or organiser.

    `also`: endpoints of pages that lie behind it.
    """
    item = MenuItem(endpoint, label, icon, order, also)
    if item not in _menus[role]:
        _menus[role] = sorted([*_menus[role], item], key=lambda each: each.order)


def role_comes_from(ask: Callable[[], str]) -> None:
    """Let the package that knows memberships say which menu the current person gets."""
    _role[:] = [ask]


def current_role() -> str:
    """The role whose menu is shown."""
    return _role[0]() if _role and current_person() else "visitor"


@blueprint.get("/taal/<any(nl, en):language>")
def switch_language(language: str) -> AnyResponse:
    """Remember the language and go back to where one was."""
    back = request.args.get("terug", "/")
    response = redirect(back if is_here(back) else "/")
    response.set_cookie("lang", language, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    return response


def is_here(address: str) -> bool:
    """Whether an address is a page of this site; browsers read \\ as / and skip tabs and line ends."""
    return bool(re.match(r"/(?!/)", address)) and address.isprintable() and "\\" not in address


def whole_address(endpoint: str, **values: Any) -> str:
    """The address of a page with the name of this site in front, as one writes it down for others."""
    site = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    return site + url_for(endpoint, **values)


def site_host() -> str:
    """The name of this site in the net, which makes the names of calendar entries unique in the world."""
    return urlsplit(current_app.config["PUBLIC_URL"] or request.host_url).hostname or ""


def language() -> str:
    """The language of this page: Dutch unless chosen otherwise."""
    chosen = request.cookies.get("lang") if request else None
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


@cache
def icon(name: str, cls: str = "") -> Markup:
    """A vendored icon as inline SVG; decoration only, the word stands beside it."""
    svg = (ROOT / "static/vendor/lucide" / f"{name}.svg").read_text()
    inner = "".join(svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")].split("\n"))
    return Markup(
        f'<svg class="icon {cls}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{inner}</svg>'
    )


@lru_cache(maxsize=500)
def markdown(text: str) -> Markup:
    """People's own text with a little markup; everything else is taken out.

    Drawn once for everybody: a text that is made to be slow keeps others waiting only once.
    """
    html = MarkdownIt("commonmark", {"html": False}).render(text)
    return Markup(clean(html, tags=SAFE_TAGS, url_schemes={"https", "mailto"}))


def _shared() -> dict[str, Any]:
    role = current_role()
    here = str(language())
    other = next(each for each in LANGUAGES if each != here)
    return {
        "role": role,
        "lang": str(get_locale()),
        "nav": [(url_for(item.endpoint), item.label, item.icon, item.current()) for item in _menus[role]],
        "other_language": other,
        "other_language_url": url_for(
            "pages.switch_language", language=other, terug=request.full_path.rstrip("?")
        ),
    }


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), display-capture=()")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.is_secure:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "no-store" if current_person() else "no-cache")
    return response


def static_version(folder: Path) -> str:
    """A new address whenever a file changes, so that browsers may keep files for a year."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def init_app(app: Flask) -> None:
    """Filters, names and headers for all pages."""
    if app.config["PROXIES"]:
        count = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore
    app.config.update(
        BABEL_DEFAULT_LOCALE=LANGUAGES[0], BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations")
    )
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    babel.init_app(app, locale_selector=language)
    app.url_map.converters["int"] = RowNumber
    app.register_blueprint(blueprint)
    app.jinja_env.filters.update(
        time=time,
        day=day,
        short_day=short_day,
        full_date=full_date,
        month=month,
        short_weekday=short_weekday,
        markdown=markdown,
        decimal=format_decimal,
    )
    app.jinja_env.globals.update(
        icon=icon,
        fresh_key=fresh_key,
        site_name=app.config["SITE_NAME"],
        site_region=app.config["SITE_REGION"],
        demo=app.config["DEMO"],
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_shared)
    app.after_request(_add_headers)
