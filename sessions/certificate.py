"""A certificate of attendance as a PDF, in the typefaces of the site."""

import logging
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from flask_babel import gettext as _
from fpdf import FPDF, ViewerPreferences, XPos, YPos
from fpdf.fonts import TTFFont

from app.wording import full_date, time
from sessions.models.session import InspirationSession
from sessions.rules.words import parts

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
HEAD, TEXT = "bricolage-grotesque", "atkinson-hyperlegible-next"
# Family, style and file: the letters of western Europe, and behind them the rest of the Latin ones.
FILES = ((HEAD, "", 800), (TEXT, "", 400), (TEXT, "B", 700))
FALLBACKS = [f"{family}-ext" for family in (HEAD, TEXT)]

# It tells of every letter that it takes along.
logging.getLogger("fontTools.subset").setLevel(logging.WARNING)

INK, QUIET, BRAND, SUN = (16, 36, 43), (67, 84, 90), (11, 91, 91), (255, 201, 60)
MARGIN, STRIPE, AWNING = 25, 14, 22  # in millimetres


def draw(
    session: InspirationSession, *, name: str, email: str, language: str, site: str, now: datetime
) -> bytes:
    """The certificate of a person who was at a session; the same bytes for the same moment."""
    pdf = _sheet(_("Certificate of attendance: %(name)s, %(title)s", name=name, title=session.title))
    pdf.set_lang(language)
    pdf.set_author(site)
    pdf.set_creation_date(now)
    _awning(pdf)
    write = partial(_write, pdf)
    write(site, TEXT, "B", 12, BRAND, 12)
    write(_("Certificate of attendance"), HEAD, "", 30, INK, 14)
    _write_name(pdf, name, email)
    write(_("was at the inspiration session"), TEXT, "", 13, INK, 2)
    write(session.title, TEXT, "B", 19, INK, 2)
    write(_("By %(host)s.", host=session.host), TEXT, "", 13, INK, 8)
    for line in _facts(session):
        write(line, TEXT, "", 13, INK, 1)
    _write_programme(pdf, session, now)
    write(_("Made on %(day)s.", day=full_date(now)), TEXT, "", 10, QUIET, 1)
    write(_("Who came in before half of the session was over gets this."), TEXT, "", 10, QUIET, 1)
    return bytes(pdf.output())


def _sheet(title: str) -> FPDF:
    pdf = FPDF(format="A4")
    for family, style, weight in FILES:
        for behind, letters in (("", "latin"), ("-ext", "latin-ext")):
            path = FONTS / f"{family}-{letters}-{weight}-normal.woff"
            pdf.add_font(f"{family}{behind}", style, path)
    pdf.set_fallback_fonts(FALLBACKS)
    pdf.set_title(title)
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, margin=MARGIN)
    pdf.add_page()
    return pdf


def _awning(pdf: FPDF) -> None:
    """The awning of the square over the whole width."""
    for number in range(int(pdf.w // STRIPE) + 1):
        pdf.set_fill_color(*(SUN if number % 2 else BRAND))
        pdf.rect(number * STRIPE, 0, STRIPE, AWNING - STRIPE / 2, style="F")
        pdf.ellipse(number * STRIPE, AWNING - STRIPE, STRIPE, STRIPE, style="F")
    pdf.set_y(AWNING + 16)


def _write(
    pdf: FPDF, text: str, family: str, style: str, size: int, colour: tuple[int, int, int], gap: int
) -> None:
    """A paragraph without the signs that the typefaces lack, such as emoji."""
    known = _known(pdf)
    shown = "".join(sign for sign in unicodedata.normalize("NFC", text) if ord(sign) in known)
    pdf.set_font(family, style, size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * 0.5, " ".join(shown.split()), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(gap)


def _write_name(pdf: FPDF, name: str, email: str) -> None:
    """The name; in signs that the typefaces lack it cannot be printed, and the e-mail address stands in."""
    if set(map(ord, unicodedata.normalize("NFC", name))) <= _known(pdf):
        _write(pdf, name, HEAD, "", 26, BRAND, 6)
        return
    _write(pdf, email, HEAD, "", 20, BRAND, 2)
    why = _("This sheet cannot show the signs of this name, so the e-mail address stands here.")
    _write(pdf, why, TEXT, "", 10, QUIET, 6)


def _known(pdf: FPDF) -> set[int]:
    """The signs that all typefaces have, in all their weights."""
    fonts = {key: set(font.cmap) for key, font in pdf.fonts.items() if isinstance(font, TTFFont)}
    behind = {key: signs for key, signs in fonts.items() if "-ext" in key}
    return set.intersection(*(fonts[key] | behind[_behind(key)] for key in fonts if key not in behind))


def _behind(key: str) -> str:
    return key.replace(HEAD, f"{HEAD}-ext").replace(TEXT, f"{TEXT}-ext")


def _facts(session: InspirationSession) -> Iterator[str]:
    minutes = int((session.ends_at - session.starts_at).total_seconds()) // 60
    yield full_date(session.starts_at)
    start, end = time(session.starts_at), time(session.ends_at)
    yield _("%(start)s to %(end)s (%(minutes)d minutes)", start=start, end=end, minutes=minutes)


def _write_programme(pdf: FPDF, session: InspirationSession, now: datetime) -> None:
    pdf.ln(8)
    lines = [f"{time(part.at)} {part.what}" for part in parts(session, now)]
    if lines:
        _write(pdf, _("The programme"), TEXT, "B", 13, INK, 2)
    for line in lines:
        _write(pdf, line, TEXT, "", 11, INK, 1)
    pdf.ln(8)
