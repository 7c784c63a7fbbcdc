"""Who shares name and e-mail address with others who were at the same session and share theirs."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from sessions.models.registration import Registration


class ContactShare(Base):
    """A person shares her contact at one session; without this row she does not."""

    __tablename__ = "contact_share"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    organisation: Mapped[str] = mapped_column(default="")

    registration: Mapped[Registration] = relationship()
