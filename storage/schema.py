"""The tables: what is final, what the outbox owes, what staff look at, and the journal.

Times are whole seconds since 1970, moments that a courier waits for milliseconds. What is sealed is
sealed under the key of its interview, whose wrapped form has a row of its own: destroying that row
erases the interview everywhere at once.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = [
    "FINAL",
    "METADATA",
    "answers",
    "attachments",
    "chat_links",
    "counted_persons",
    "deliveries",
    "interview_keys",
    "interviews",
    "items",
    "journal",
    "persons",
    "questionnaires",
    "staff",
    "staff_chats",
    "submissions",
]

METADATA = MetaData()

# SQLite counts by itself only in a column of type INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")
NAME, ID, BLIND, NUMBER = String(200), String(32), String(32), String(40)

interview_keys = Table(
    "interview_keys",
    METADATA,
    Column("interview", ID, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

submissions = Table(
    "submissions",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("interview", ID, nullable=False, unique=True),
    Column("questionnaire", NAME, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("region", String(2), nullable=False),
    Column("language", String(8), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("finalised_at", BigInteger, nullable=False),
)

items = Table(
    "items",
    METADATA,
    Column("submission", Number, ForeignKey("submissions.id"), primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("roster", NAME, nullable=False),
    Column("parent", Integer, nullable=False),
    Column("position", Integer, nullable=False),
)

persons = Table(
    "persons",
    METADATA,
    Column("submission", Number, ForeignKey("submissions.id"), primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("number", NUMBER, nullable=False, unique=True),
    Column("counted", Boolean, nullable=False),
)

counted_persons = Table(
    "counted_persons",
    METADATA,
    Column("iin", BLIND, primary_key=True),
    Column("submission", Number, ForeignKey("submissions.id"), nullable=False),
    Column("item", Integer, nullable=False),
)

answers = Table(
    "answers",
    METADATA,
    Column("submission", Number, ForeignKey("submissions.id"), primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("question", NAME, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

attachments = Table(
    "attachments",
    METADATA,
    Column("interview", ID, primary_key=True),
    Column("digest", BLIND, primary_key=True),
    Column("submission", Number, ForeignKey("submissions.id"), nullable=True),
    Column("size", Integer, nullable=False),
    Column("look_at", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("attachments_due", "submission", "look_at"),
)

FINAL = (submissions, items, persons, counted_persons, answers)
"""What no statement may change or take away once it is stored; triggers see to it.

An attachment is final once it belongs to a submission.
"""

deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("submission", Number, ForeignKey("submissions.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("lease", String(32), nullable=False),
    Column("reason", String(64), nullable=False),
    UniqueConstraint("submission", "kind", "channel"),
    Index("deliveries_due", "state", "due_ms"),
)

interviews = Table(
    "interviews",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("epoch", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("questionnaire", NAME, nullable=False),
    Column("status", String(16), nullable=False),
    Column("control", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("section", NAME, nullable=False),
    Column("question", NAME, nullable=False),
    Column("region", String(2), nullable=False),
    Column("language", String(8), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("active_at", BigInteger, nullable=False),
    Column("persons", Integer, nullable=False),
    Column("answers", Integer, nullable=False),
    Index("interviews_active", "active_at"),
    Index("interviews_place", "status", "stage", "section"),
)

journal = Table(
    "journal",
    METADATA,
    Column("id", Number, primary_key=True),
    Column("interview", ID, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("interview", "epoch", "revision"),
)

questionnaires = Table(
    "questionnaires",
    METADATA,
    Column("identity", NAME, primary_key=True),
    Column("source", Text, nullable=False),
)

staff = Table(
    "staff",
    METADATA,
    Column("name", NAME, primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", String(200), nullable=False),
)

chat_links = Table(
    "chat_links",
    METADATA,
    Column("code", BLIND, primary_key=True),
    Column("staff", NAME, ForeignKey("staff.name"), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

staff_chats = Table(
    "staff_chats",
    METADATA,
    Column("chat", NAME, primary_key=True),
    Column("staff", NAME, ForeignKey("staff.name"), nullable=False),
)
