"""Attachments: sealed bytes that answers refer to, final once they belong to a submission."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "attachments",
        sa.Column("interview", sa.String(32), primary_key=True),
        sa.Column("digest", sa.String(32), primary_key=True),
        sa.Column("submission", Number, sa.ForeignKey("submissions.id"), nullable=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("look_at", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Index("attachments_due", "submission", "look_at"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _forbid_in_postgresql()
    else:
        _forbid_in_sqlite()


def _forbid_in_postgresql() -> None:
    op.execute(
        "CREATE TRIGGER attachments_final BEFORE UPDATE OR DELETE ON attachments "
        "FOR EACH ROW WHEN (OLD.submission IS NOT NULL) EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER attachments_final_truncate BEFORE TRUNCATE ON attachments "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _forbid_in_sqlite() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER attachments_final_{change.lower()} BEFORE {change} ON attachments "
            "WHEN OLD.submission IS NOT NULL "
            "BEGIN SELECT RAISE(ABORT, 'attachments is final'); END"
        )
