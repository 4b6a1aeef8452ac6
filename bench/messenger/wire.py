"""HTTP/1.1 on a kept-alive connection of loopback, with as little work as it takes."""

from __future__ import annotations

import asyncio

__all__ = ["Wire"]

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


class Wire(asyncio.Protocol):
    """Cuts what arrives into messages, each with a Content-Length, and hands them to `received`."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection's writing side."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(type(transport).__name__)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Hand on every message that is complete now."""
        self._buffer = self._buffer + data if self._buffer else data
        while (at := self._buffer.find(_END)) >= 0:
            head, end = self._buffer[:at], at + len(_END)
            end += _length(head)
            if len(self._buffer) < end:
                return
            body, self._buffer = self._buffer[at + len(_END) : end], self._buffer[end:]
            self.received(head, body)

    def received(self, head: bytes, body: bytes) -> None:
        """Take one whole message: its start line with the headers, and its body."""
        raise RuntimeError(f"nobody takes {len(head) + len(body)} bytes")


def _length(head: bytes) -> int:
    lowered = head.lower()
    at = lowered.find(_LENGTH)
    if at < 0:
        return 0
    at += len(_LENGTH)
    end = lowered.find(b"\r\n", at)
    return int(lowered[at : end if end >= 0 else len(lowered)])
