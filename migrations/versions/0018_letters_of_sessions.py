"""how often somebody came to a session and left: calendars need it to tell the later letter"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The sequence of a registration."""
    op.add_column("registration", sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
