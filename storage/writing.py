"""One turn as the commit script takes it: keys, sealed parts, and the plain side."""

from __future__ import annotations

from hashlib import blake2b
from typing import NamedTuple

from state_machine.interview import Interview, Status
from state_machine.items import Items
from state_machine.questionnaire import Questionnaire
from state_machine.turn import Turn
from storage.keyspace import OF_ADDRESS, Shard
from storage.outline import Outline, encode_outline, outline
from storage.parts import seal_events, seal_head, seal_items
from storage.sealing import stamp
from storage.stored import Reserved, Stored

__all__ = ["Speaker", "Writing", "writing"]

MARK_BYTES = 8


class Speaker(NamedTuple):
    """Who spoke: the keyed hash of the address, the channel, the message's id if it has one."""

    blind: str
    channel: str
    message: str | None


class Writing(NamedTuple):
    """One call of the commit script, keys of one slot and arguments, and what will be stored."""

    keys: tuple[str, ...]
    arguments: tuple[str | bytes, ...]
    then: Stored


def writing(
    before: Stored | Reserved,
    turn: Turn,
    questionnaire: Questionnaire,
    shard: Shard,
    speaker: Speaker,
) -> Writing:
    """Write a turn that was taken from `before` (see `lua/commit.lua` for the order)."""
    key, head = before.key, turn.interview.head
    sealed = seal_head(head, key)
    then = _then(before, turn, questionnaire, speaker.channel, stamp(sealed))
    old = before if isinstance(before, Stored) else None
    puts, drops = seal_items(turn.interview, key)
    return Writing(
        _keys(shard, head.id, speaker.blind, new=old is None),
        (
            head.id,
            str(old.revision) if old else "",
            str(head.revision),
            _mark(speaker.message),
            OF_ADDRESS + speaker.blind,
            sealed,
            encode_outline(then.outline),
            seal_events(head.revision, turn.events, key),
            b"" if old else key.wrapped,
            _finishing(before, head.status),
            old.stamp if old else b"",
            str(len(puts) // 2),
            *puts,
            *drops,
        ),
        then,
    )


def _mark(message: str | None) -> bytes:
    """Give the 64 bits by which a message is known again: too many to meet another's by chance."""
    return blake2b(message.encode(), digest_size=MARK_BYTES).digest() if message else b""


def _then(
    before: Stored | Reserved,
    turn: Turn,
    questionnaire: Questionnaire,
    channel: str,
    mark: bytes,
) -> Stored:
    """Give what will be stored when the turn is committed."""
    known = before.interview.items if isinstance(before, Stored) else Items({})
    so_far = before.outline if isinstance(before, Stored) else Outline()
    plain = outline(questionnaire, so_far, known, turn.interview, turn.events, channel)
    settled = Interview(turn.interview.head, turn.interview.items.settled())
    return Stored(settled, plain, before.key, mark)


def _keys(shard: Shard, interview_id: str, blind: str, *, new: bool) -> tuple[str, ...]:
    interview = shard.interview(interview_id)
    keys = interview, shard.seen(blind), shard.journal, shard.finishing, shard.epoch
    return (*keys, shard.link(blind)) if new else keys


def _finishing(before: Stored | Reserved, status: Status) -> str:
    """Say what becomes of the interview in the set of those that are finishing."""
    was = isinstance(before, Stored) and before.interview.head.status is Status.FINISHING
    match was, status is Status.FINISHING:
        case False, True:
            return "add"
        case True, False:
            return "remove"
    return ""
