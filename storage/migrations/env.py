"""Runs revisions on the connection that `storage.database.migrate` hands over."""

from __future__ import annotations

from alembic import context

from storage.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
