"""Lists that somebody tried before reading them in."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Upload(Base):
    """A list that somebody tried, for a day: only the columns we use, and no citizen service numbers.

    The id is random, so that an old page can never read in a list that came later.
    `result` holds how many rows were new and changed, once the list is read in.
    """

    __tablename__ = "upload"

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_urlsafe(12))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    filename: Mapped[str]
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)
    result: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    uploaded_at: Mapped[datetime] = mapped_column(index=True)
