"""What is handed out with a session: links and files."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from sessions.models.session import InspirationSession


class Material(Base):
    """A link or a PDF file, once at each session.

    A file is known by the `digest` of its content and lies under the name `stored`. `early`: it is there
    before the session starts; the others come with the start.
    """

    __tablename__ = "session_material"
    __table_args__ = (
        CheckConstraint("(url = '') = (digest <> '') AND (digest = '') = (stored = '')", name="link_or_file"),
        UniqueConstraint("session_id", "url", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("inspiration_session.id", ondelete="CASCADE"))
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    stored: Mapped[str] = mapped_column(default="")
    early: Mapped[bool]

    session: Mapped[InspirationSession] = relationship()
