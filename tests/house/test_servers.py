"""The servers that the other tests stand on are real ones."""

from __future__ import annotations

import asyncpg
import redis.asyncio
from sqlalchemy import make_url


async def test_redis_is_real_durable_and_empty(redis_url: str) -> None:
    """Every test starts with an empty Redis that writes each change to disk."""
    async with redis.asyncio.Redis.from_url(redis_url) as client:
        assert await client.dbsize() == 0
        assert await client.config_get("append*") | {"appendfsync": "always"} == (
            await client.config_get("append*")
        )


async def test_every_test_has_a_postgresql_database_of_its_own(postgres_url: str) -> None:
    """The database is empty, and of a server whose version the product supports."""
    dsn = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn)
    try:
        tables = await connection.fetchval(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        )
        assert tables == 0
        assert connection.get_server_version().major >= 14
    finally:
        await connection.close()
