"""How much time each measurement gets, and where it runs."""

from __future__ import annotations

from msgspec import Struct

from bench.machine import Cores

__all__ = ["Plan"]


class Plan(Struct, frozen=True):
    """What every measurement is told.

    `rounds` of `seconds` each for a bot under load by `people` at a time; `moment` seconds for a
    piece of work in this process; `households` are the numbers of members; `repeats` how many
    interviews of each are measured through the store.
    """

    cores: Cores
    rounds: int = 3
    seconds: float = 3.0
    people: int = 48
    moment: float = 0.5
    households: tuple[int, ...] = (1, 10, 100, 1000)
    repeats: int = 5

    @classmethod
    def quick(cls, cores: Cores) -> Plan:
        """A look in half a minute: the same measurements, with more noise."""
        return cls(
            cores=cores, rounds=1, seconds=1.0, moment=0.1, households=(1, 10, 100), repeats=2
        )
