"""Making sure that the keys at hand are those that sealed what Redis holds."""

from __future__ import annotations

from pathlib import Path

from storage.keyspace import META
from storage.master_key import MasterKeyError, key_ring, keys_at, make_key_file
from storage.sealing import KeyRing
from storage.server import Client, StoreUnavailable, connected, failures

__all__ = ["agree", "unlock"]

CHECK, SHARDS = "key_check", "shards"
LOST = (
    "Redis holds interviews that another master key sealed: "
    "put the original key back (file or SANAQ_MASTER_KEY), or use another Redis."
)


async def unlock(redis_url: str, path: Path, setting: str = "") -> KeyRing:
    """Give the master keys: of the setting, else of the file, made at the very first start.

    A key is never made while Redis holds what another one sealed.
    Raises MasterKeyError, StoreUnavailable.
    """
    ring = key_ring(setting) if setting else keys_at(path)
    if ring is not None:
        return ring
    async with connected(redis_url) as client:
        with failures():
            sealed = await client.execute_command("HGET", META, CHECK)
    if sealed:
        raise MasterKeyError(f"{path} is missing. {LOST}")
    return make_key_file(path)


async def agree(client: Client, keyring: KeyRing, shards: int) -> None:
    """Have every process of this Redis use the same keys and number of shards.

    Raises MasterKeyError, and StoreUnavailable for another number of shards.
    """
    ours = {CHECK: keyring.check_value, SHARDS: str(shards)}
    with failures():
        for name, value in ours.items():
            await client.execute_command("HSETNX", META, name, value)
        check, number = await client.execute_command("HMGET", META, CHECK, SHARDS)
    if check.decode() != ours[CHECK]:
        raise MasterKeyError(LOST)
    if number.decode() != ours[SHARDS]:
        raise StoreUnavailable(
            f"Redis holds interviews in {number.decode()} shards, not {shards}: keep that number."
        )
