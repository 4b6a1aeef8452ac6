"""The master key's home: a file that only its owner may read, or a setting.

The text holds one key for each line or word, `id:base64`; a lone base64 value is key 1. A newer key
is added with a higher id, and older ones stay for what they wrapped.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import secrets
from pathlib import Path

from storage.sealing import KEY_BYTES, KeyRing

__all__ = ["MasterKeyError", "key_ring", "keys_at", "make_key_file"]

OTHERS = 0o077  # the permission bits of everybody but the owner
LAST_ID = 255  # an id is one byte


class MasterKeyError(Exception):
    """The master key cannot be used; the message is one line with the remedy."""


def key_ring(text: str) -> KeyRing:
    """Read keys as SANAQ_MASTER_KEY or the file gives them. Raises MasterKeyError."""
    try:
        keys = dict(_key(word) for word in text.replace(",", " ").split())
        return KeyRing(keys)
    except (ValueError, binascii.Error):
        raise MasterKeyError(
            f"The master key is not {KEY_BYTES} bytes in base64: "
            "put back the original key file, or correct SANAQ_MASTER_KEY."
        ) from None


def keys_at(path: Path) -> KeyRing | None:
    """Read the key file; None where there is none yet. Raises MasterKeyError."""
    try:
        with path.open(encoding="ascii") as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise MasterKeyError(f"{path} can be read by others: chmod 600 {path}.")
            return key_ring(file.read())
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise MasterKeyError(f"{path} cannot be read: give this user the right to.") from error


def make_key_file(path: Path) -> KeyRing:
    """Make the key file, whole or not at all, and give the keys that lie there in the end.

    Two processes may begin at the same moment: the file of the first wins. Raises MasterKeyError.
    """
    text = f"1:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _place(path, text)
    except OSError as error:
        raise MasterKeyError(f"{path} cannot be written ({error.strerror}).") from error
    ring = keys_at(path)
    if ring is None:
        raise MasterKeyError(f"{path} vanished while it was made.")
    return ring


def _place(path: Path, text: str) -> None:
    """Write a private draft to the disk and give it the final name, unless that exists."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        _sync_directory(path.parent)
    finally:
        draft.unlink()


def _sync_directory(path: Path) -> None:
    """Put the names in a directory on the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _key(word: str) -> tuple[int, bytes]:
    id_, _, value = word.rpartition(":")
    number = int(id_ or 1)
    if not 1 <= number <= LAST_ID:
        raise ValueError(word)
    return number, base64.b64decode(value, validate=True)
