"""Sealing: AES-256-GCM under a key per interview, which the master key wraps.

A sealed part is one value: format byte, key id, revision (4 bytes), nonce (12 bytes), ciphertext
and tag. The interview, the part's name and the revision are associated data, so a part cannot be
put in the place of another, of another interview's, or of an earlier one under a later revision.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["KEY_BYTES", "DataKey", "KeyRing", "SealBroken", "Ticket", "stamp"]

KEY_BYTES = 32
FORMAT = 1
HEADER = struct.Struct(">BBI")  # format, key id, revision
NONCE_BYTES = 12
CLEAR_BYTES = HEADER.size + NONCE_BYTES
INDEX_HEX = 32  # digits: 128 bits, too many to meet by chance
KEY_PART = "key"
TICKETS = "tickets"


class SealBroken(Exception):  # noqa: N818 - it names what is wrong, and an operator reads it
    """A sealed value is not what this key sealed in this place: damaged, moved, or another key's.

    Attributes: `owner` (the interview's id), `part` (its name).
    """

    def __init__(self, owner: str, part: str) -> None:
        super().__init__(f"part {part} of {owner} cannot be opened with the keys at hand")
        self.owner = owner
        self.part = part


class DataKey:
    """The key of one interview; `wrapped` is how it is stored beside the interview."""

    __slots__ = ("_cipher", "_key", "_owner", "wrapped")

    def __init__(self, owner: str, key: bytes, wrapped: bytes) -> None:
        self._owner = owner
        self._cipher = AESGCM(key)
        self._key = key
        self.wrapped = wrapped

    def seal(self, part: str, revision: int, plain: bytes) -> bytes:
        """Seal a part as of a revision."""
        return _seal(self._cipher, 0, self._owner, part, revision, plain)

    def open(self, part: str, sealed: bytes) -> bytes:
        """Open a sealed part. Raises SealBroken."""
        return _open(self._cipher, self._owner, part, sealed)

    def digest(self, plain: bytes) -> str:
        """Give a hash that is the same for the same bytes in this interview alone (32 digits)."""
        index_key = hmac.digest(self._key, b"sanaq attachments", hashlib.sha256)
        return hmac.digest(index_key, plain, hashlib.sha256).hex()[:INDEX_HEX]


class Ticket:
    """The cipher of tickets, under keys that follow from a master key and seal nothing else.

    The nonce follows from what is sealed, so that it comes twice only with the same ticket.
    """

    __slots__ = ("_cipher", "_nonce_key")

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(hmac.digest(key, b"sanaq ticket", hashlib.sha256))
        self._nonce_key = hmac.digest(key, b"sanaq ticket nonce", hashlib.sha256)

    def seal(self, plain: bytes) -> bytes:
        """Seal: nonce, ciphertext and tag."""
        nonce = hmac.digest(self._nonce_key, plain, hashlib.sha256)[:NONCE_BYTES]
        return nonce + self._cipher.encrypt(nonce, plain, TICKETS.encode())

    def open(self, sealed: bytes) -> bytes:
        """Open what was sealed. Raises SealBroken."""
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, body, TICKETS.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(TICKETS, KEY_PART) from error


class KeyRing:
    """The master keys by id (1-255): the newest wraps, all unwrap.

    Blind indexes hang on the oldest key because they must stay findable when a newer key is added.
    """

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
            raise ValueError(f"a key ring needs keys of {KEY_BYTES} bytes")
        self._ciphers = {id_: AESGCM(key) for id_, key in keys.items()}
        self._current = max(keys)
        self._index_key = hmac.digest(keys[min(keys)], b"sanaq blind index", hashlib.sha256)
        self._tickets = {id_: Ticket(key) for id_, key in keys.items()}

    @property
    def check_value(self) -> str:
        """A value that tells whether two rings are the same, and nothing about the keys."""
        return self.blind_index("check", "")

    def new_data_key(self, owner: str) -> DataKey:
        """Make the key of a new interview, wrapped by the newest master key."""
        key = AESGCM.generate_key(KEY_BYTES * 8)
        cipher = self._ciphers[self._current]
        return DataKey(owner, key, _seal(cipher, self._current, owner, KEY_PART, 0, key))

    def unwrap(self, owner: str, wrapped: bytes) -> DataKey:
        """Give the key of an interview from its wrapped form. Raises SealBroken."""
        cipher = self._ciphers.get(wrapped[1])
        if cipher is None:
            raise SealBroken(owner, KEY_PART)
        return DataKey(owner, _open(cipher, owner, KEY_PART, wrapped), wrapped)

    def seal_ticket(self, plain: bytes) -> bytes:
        """Seal what leaves the house and is brought back: the same is sealed the same way."""
        return bytes([FORMAT, self._current]) + self._tickets[self._current].seal(plain)

    def open_ticket(self, sealed: bytes) -> bytes:
        """Open what `seal_ticket` made under any of the keys. Raises SealBroken."""
        begun, rest = sealed[:2], sealed[2:]
        ticket = self._tickets.get(begun[-1]) if begun[:1] == bytes([FORMAT]) else None
        if ticket is None:
            raise SealBroken(TICKETS, KEY_PART)
        return ticket.open(rest)

    def blind_index(self, kind: str, text: str) -> str:
        """Give a keyed hash that finds equal texts of a kind and tells nothing else (32 digits)."""
        message = f"{kind}\0{text}".encode()
        return hmac.digest(self._index_key, message, hashlib.sha256).hex()[:INDEX_HEX]


def stamp(sealed: bytes) -> bytes:
    """Give what tells a sealed value from every other one, of the same content too: its nonce."""
    return sealed[HEADER.size : CLEAR_BYTES]


def _seal(cipher: AESGCM, key_id: int, owner: str, part: str, revision: int, plain: bytes) -> bytes:
    header = HEADER.pack(FORMAT, key_id, revision)
    nonce = os.urandom(NONCE_BYTES)
    bound = header + f"{owner}\0{part}".encode()
    return header + nonce + cipher.encrypt(nonce, plain, bound)


def _open(cipher: AESGCM, owner: str, part: str, sealed: bytes) -> bytes:
    header, nonce = sealed[: HEADER.size], sealed[HEADER.size : CLEAR_BYTES]
    if sealed[:1] != bytes([FORMAT]):
        raise SealBroken(owner, part)
    try:
        return cipher.decrypt(nonce, sealed[CLEAR_BYTES:], header + f"{owner}\0{part}".encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken(owner, part) from error
