"""The same stores as the tests of storage have."""

from __future__ import annotations

from tests.storage.conftest import (
    database_url,
    empty_database_url,
    keyring,
    numbers,
    registry,
    store,
)

__all__ = ["database_url", "empty_database_url", "keyring", "numbers", "registry", "store"]
