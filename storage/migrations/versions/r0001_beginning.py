"""The first schema: submissions that cannot change, the outbox, the journal, what staff look at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FINAL = ("submissions", "items", "persons", "counted_persons", "answers")

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
NAME, ID, BLIND, NUMBER = sa.String(200), sa.String(32), sa.String(32), sa.String(40)


def upgrade() -> None:
    """Go to this revision."""
    _final_tables()
    _delivery_table()
    _projection_tables()
    _staff_tables()
    if op.get_bind().dialect.name == "postgresql":
        _forbid_in_postgresql()
    else:
        _forbid_in_sqlite()


def _final_tables() -> None:
    op.create_table(
        "interview_keys",
        sa.Column("interview", ID, primary_key=True),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "submissions",
        sa.Column("id", Number, primary_key=True),
        sa.Column("interview", ID, nullable=False, unique=True),
        sa.Column("questionnaire", NAME, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("region", sa.String(2), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("finalised_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "items",
        _submission(primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("roster", NAME, nullable=False),
        sa.Column("parent", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "persons",
        _submission(primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", NUMBER, nullable=False, unique=True),
        sa.Column("counted", sa.Boolean, nullable=False),
    )
    op.create_table(
        "counted_persons",
        sa.Column("iin", BLIND, primary_key=True),
        _submission(),
        sa.Column("item", sa.Integer, nullable=False),
    )
    op.create_table(
        "answers",
        _submission(primary_key=True),
        sa.Column("item", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("question", NAME, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def _submission(*, primary_key: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey("submissions.id")
    return sa.Column(
        "submission", Number, key, primary_key=primary_key, nullable=False, autoincrement=False
    )


def _delivery_table() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", Number, primary_key=True),
        _submission(),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_ms", sa.BigInteger, nullable=False),
        sa.Column("lease", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.UniqueConstraint("submission", "kind", "channel"),
        sa.Index("deliveries_due", "state", "due_ms"),
    )


def _projection_tables() -> None:
    op.create_table(
        "interviews",
        sa.Column("id", ID, primary_key=True),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("questionnaire", NAME, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("control", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("section", NAME, nullable=False),
        sa.Column("question", NAME, nullable=False),
        sa.Column("region", sa.String(2), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("active_at", sa.BigInteger, nullable=False),
        sa.Column("persons", sa.Integer, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.Index("interviews_active", "active_at"),
        sa.Index("interviews_place", "status", "stage", "section"),
    )
    op.create_table(
        "journal",
        sa.Column("id", Number, primary_key=True),
        sa.Column("interview", ID, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("interview", "epoch", "revision"),
    )
    op.create_table(
        "questionnaires",
        sa.Column("identity", NAME, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
    )


def _staff_tables() -> None:
    op.create_table(
        "staff",
        sa.Column("name", NAME, primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
    )
    op.create_table(
        "chat_links",
        sa.Column("code", BLIND, primary_key=True),
        sa.Column("staff", NAME, sa.ForeignKey("staff.name"), nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "staff_chats",
        sa.Column("chat", NAME, primary_key=True),
        sa.Column("staff", NAME, sa.ForeignKey("staff.name"), nullable=False),
    )


def _forbid_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is final', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
    )
    for table in FINAL:
        op.execute(
            f"CREATE TRIGGER {table}_final BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _forbid_in_sqlite() -> None:
    for table in FINAL:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_final_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is final'); END"
            )
