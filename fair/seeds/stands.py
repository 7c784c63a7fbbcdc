"""What some employers of the demo world say on their stand: a drawn logo, people, questions, links, a PDF."""

from datetime import datetime, timedelta
from random import Random

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import pictures
from app.db import transaction
from app.people import Person
from fair.actions.stand import received_file
from fair.forms.stand import COLOURS
from fair.models import APPROVED, OPEN, Booth, Fair
from fair.models.stand import CONTENT, DOWNLOAD, PICTURE, Stand, StandFile
from fair.seeds import texts
from fair.seeds.story import CARE_GROUP
from region.models import STAFF, Membership
from region.seeds import sheets

EVERY = 3  # so many booths share one that has told more about itself
INK = {
    "zorg": "#C8344F",
    "techniek": "#2563A8",
    "groen": "#3A7A22",
    "bio": "#0B7F78",
    "gastvrij": "#B9540B",
    "ict": "#6244B5",
    "overheid": "#5B5F1A",
}


def plant_stands(now: datetime, rng: Random) -> None:
    """Stands at the fair of today; the one of the cast has a draft as well."""
    hosts = {row["name"]: row["host"] for row in sheets.rows("employers")}
    with transaction() as work:
        found = select(Booth).join(Booth.fair).where(Fair.state == OPEN, Booth.state == APPROVED)
        for booth in work.scalars(found.order_by(Booth.number)):
            name = booth.organisation.name
            if booth.number % EVERY == 0 or name == CARE_GROUP:
                stand = _plant(work, booth, hosts[name], now - timedelta(days=3), rng)
                if name == CARE_GROUP:
                    _plant_draft(work, stand, now - timedelta(minutes=25))


def _plant(work: Session, booth: Booth, host: str, at: datetime, rng: Random) -> Stand:
    name, staff = booth.organisation.name, _staff(work, booth)
    logo = _keep(work, booth, "logo", draw_logo(name, INK[booth.organisation.sector], rng), "logo.webp", at)
    stand = Stand(
        booth_id=booth.id,
        published=True,
        version=1,
        saved_at=at,
        saved_by_id=staff[0].id,
        slogan=booth.slogan,
        about=booth.organisation.about,
        sector=booth.organisation.sector,
        levels=booth.levels,
        colour="" if name == CARE_GROUP else rng.choice(["", "", *COLOURS]),
        logo=logo,
        logo_alt=texts.LOGO_ALT.format(name=name),
        video=f"https://video.{host}.example/stage",
        links=[
            {"label": texts.LINKS[0], "url": f"https://www.{host}.example/stage"},
            {"label": texts.LINKS[1], "url": f"https://www.{host}.example/verhalen"},
        ],
        people=[
            {"name": each.name, "role": role, "photo": ""}
            for each, role in zip(staff, texts.ROLES, strict=False)
        ],
        questions=rng.sample(texts.ASKED, 3),
        downloads=[],
    )
    if name == CARE_GROUP:
        digest = _keep(work, booth, "download", a_pdf(texts.LEAFLET), "folder.pdf", at)
        stand.downloads = [{"digest": digest, "title": texts.LEAFLET}]
    work.add(stand)
    return stand


def _staff(work: Session, booth: Booth) -> list[Person]:
    found = select(Person).join(Membership, Membership.person_id == Person.id)
    mine = found.where(Membership.organisation_id == booth.organisation_id, Membership.role == STAFF)
    return list(work.scalars(mine.order_by(Person.id)))


def _keep(work: Session, booth: Booth, target: str, content: bytes, filename: str, at: datetime) -> str:
    file = received_file(target, content, filename)
    kind = DOWNLOAD if target == "download" else PICTURE
    work.add(StandFile(booth_id=booth.id, kind=kind, digest=file.digest, stored=file.stored, kept_at=at))
    return file.digest


def _plant_draft(work: Session, stand: Stand, at: datetime) -> None:
    content = {name: getattr(stand, name) for name in CONTENT}
    content["questions"] = [*stand.questions, texts.NEW_QUESTION]
    work.add(
        Stand(
            booth_id=stand.booth_id,
            published=False,
            version=stand.version + 1,
            saved_at=at,
            saved_by_id=stand.saved_by_id,
            **content,
        )
    )


def draw_logo(name: str, ink: str, rng: Random) -> bytes:
    """A sign of simple shapes with a word of the name under it."""
    picture = Image.new("RGBA", (480, 240), "#FFFFFF")
    draw = ImageDraw.Draw(picture)
    for number in range(3):
        left = 120 + number * 80
        box = (left, 20, left + 76, 96)
        shape = rng.choice(("circle", "square", "leaf", "roof"))
        if shape == "circle":
            draw.ellipse(box, ink)
        elif shape == "square":
            draw.rounded_rectangle(box, 16, ink)
        elif shape == "leaf":
            draw.pieslice((left, 20, left + 152, 172), 180, 270, ink)
        else:
            draw.polygon([(left, 96), (left + 38, 20), (left + 76, 96)], ink)
    word = max(name.split(), key=len)
    font = ImageFont.load_default(min(84, 780 // len(word)))
    draw.text((240, 164), word, ink, font, anchor="mm")
    return pictures.as_webp(picture)


def a_pdf(text: str) -> bytes:
    """A page with one line of text."""
    drawn = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET"
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    )
    body, starts = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        starts.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(parts) + 1
    xref = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{body}{xref}startxref\n{len(body)}\n%%EOF\n".encode("ascii")
