"""Receives what is no text: fetched, looked at and kept before the turn that refers to it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from dialogs.readers.formats import extension_for
from dialogs.wording import size_text
from state_machine.attachment import Medium
from state_machine.handing import asked_for, fits
from state_machine.inputs import Attach, Input, Unkept, Unsupported
from state_machine.interview import Interview, Status
from state_machine.pending import Problem
from storage.attachments import Attachments, TooManyAttachments, referred_to

if TYPE_CHECKING:
    from state_machine.questionnaire import Questionnaire
    from storage.interviews import InterviewStore
    from storage.stored import Stored

__all__ = ["Fetch", "NotFetchedError", "Receiving", "TooHeavyError", "Upload"]

log = logging.getLogger(__name__)

Fetch = Callable[[int], Awaitable[bytes]]
"""Gets the bytes of what was sent, at most so many; asked again, it gives the same ones."""


AT_ONCE = 16
"""So many are fetched and sealed at the same time, since each lies in memory; the others wait."""


class NotFetchedError(Exception):
    """The channel could not give the bytes in time; the person should send them again."""


class TooHeavyError(Exception):
    """There are more bytes than are taken."""


class Upload(Struct, frozen=True, eq=False):
    """Something on its way that is no text.

    `medium` is what the channel takes it for, `FILE` when it cannot tell; `claimed` what its sender
    says that it is; `kind` names it as `Unsupported` does. `size` in bytes, 0 when nobody knows.
    """

    kind: str
    medium: Medium
    fetch: Fetch
    size: int = 0
    claimed: Medium | None = None


class Receiving:
    """Keeps what is asked for, of at most `most` bytes, and says why something was not kept."""

    def __init__(
        self,
        attachments: Attachments,
        *,
        most: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.most = most
        self._attachments = attachments
        self._clock = clock
        self._room = asyncio.Semaphore(AT_ONCE)

    async def receive(self, questionnaire: Questionnaire, stored: Stored, upload: Upload) -> Input:
        """What an upload says to an interview. What nobody asked for is not even fetched.

        Raises DatabaseUnavailable.
        """
        asked = asked_for(questionnaire, stored.interview)
        if asked is None or not fits(asked, upload.medium):
            return Unsupported(upload.kind)
        try:
            async with self._room:
                return await self._kept(stored, upload, asked)
        except TooHeavyError:
            limit = size_text(self.most, stored.interview.head.language)
            return Unkept(Problem("too_heavy", {"limit": limit}))
        except NotFetchedError:
            return Unkept(Problem("not_received"))
        except TooManyAttachments:
            log.warning("attachments_refused", extra={"interview": stored.id})
            return Unkept(Problem("too_many_sent"))

    async def _kept(self, stored: Stored, upload: Upload, asked: Medium) -> Input:
        if upload.size > self.most:
            raise TooHeavyError
        content = await upload.fetch(self.most)
        if not content:
            raise NotFetchedError
        extension = extension_for(content, asked, upload.claimed)
        if extension is None:
            return Unkept(Problem("not_as_named"))
        now = int(self._clock())
        reference = await self._attachments.put(stored, content, extension, now=now)
        return Attach(asked, str(reference))

    async def sweep(self, store: InterviewStore) -> int:
        """Lets go of some of what no answer refers to; gives how many were looked at.

        What belongs to an interview that Redis does not have stays: it may come back.
        """
        now = int(self._clock())
        due = await self._attachments.due(now=now)
        for interview_id, digest, look_at in due:
            stored = await store.load(interview_id, fresh=True)
            kept = stored is None or _needs(stored.interview, digest)
            await self._attachments.settle(interview_id, digest, look_at, kept=kept, now=now)
        return len(due)


def _needs(interview: Interview, digest: str) -> bool:
    """Whether bytes that are not final may still become so."""
    over = interview.head.status is Status.FINISHED
    return not over and digest in referred_to(interview)
