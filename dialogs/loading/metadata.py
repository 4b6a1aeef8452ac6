"""What XLSForm notes about an interview by itself: its times, and what only a device would know."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from state_machine.assembly import TODAY
from state_machine.questionnaire import ROOT_ROSTER, Expression

__all__ = ["METADATA", "NOTED"]

NOTED: Mapping[str, Expression] = MappingProxyType(
    {
        "start": Expression("start", lambda scope, _item, _dot: scope.opened_at),
        "end": Expression(
            "now()",
            lambda scope, _item, _dot: scope.as_of,
            MappingProxyType({TODAY: ROOT_ROSTER}),
        ),
        "today": Expression("today", lambda scope, _item, _dot: scope.opened_at[:10]),
    }
)
"""What is known of every interview, by its type: when it began, its last message, its first day."""

_NOTHING = Expression("''", lambda _scope, _item, _dot: "")
_OF_DEVICES = ("username", "phonenumber", "email", "deviceid", "simserial", "subscriberid", "audit")

METADATA: Mapping[str, Expression] = MappingProxyType(
    {**NOTED, **dict.fromkeys(_OF_DEVICES, _NOTHING)}
)
"""Every type of metadata; what only a device or an account would know is ''."""
