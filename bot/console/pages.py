"""Renders the staff's pages from what the registry tells."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.web.assets import Assets
from bot.channels.web.wording import NAMES
from bot.console.filters import SIDES, address, offered
from bot.console.wording import words
from state_machine.interview import Status
from state_machine.questionnaire import Stage
from storage.board import BoardFilter, BoardPage, Counts

__all__ = ["Pages"]

TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """The pages of the console; times are in the census's zone; `linking`: there is a staff bot."""

    def __init__(self, *, assets: Assets, zone: tzinfo, linking: bool) -> None:
        self._zone = zone
        self._linking = linking
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
        )
        self._environment.globals.update(asset=assets.url, languages=NAMES)

    def sign_in(self, language: str, *, problem: str = "") -> str:
        """The page that asks for name and password; `problem` is a key of the wording."""
        return self._render("sign_in.html", language, problem=problem)

    def link(self, language: str, *, code: str) -> str:
        """The page that tells a code, this once."""
        return self._render("link.html", language, code=code)

    def board(
        self,
        language: str,
        *,
        who: str,
        filters: BoardFilter,
        counts: Counts,
        page: BoardPage,
        now: datetime,
    ) -> str:
        """The list of interviews with the counts above it."""
        last = max(0, (page.total - 1) // page.size)
        return self._render(
            "board.html",
            language,
            who=who,
            linking=self._linking,
            filters=filters,
            sides=SIDES,
            offered=offered(filters, counts),
            counts=counts,
            statuses=tuple(Status),
            stages=tuple(Stage),
            page=page,
            previous=address(filters, page=page.page - 1) if page.page else "",
            next=address(filters, page=page.page + 1) if page.page < last else "",
            time=self._time,
            updated=now.astimezone(self._zone),
        )

    def _time(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).strftime("%d.%m.%Y %H:%M:%S")

    def _render(self, name: str, language: str, **values: object) -> str:
        known = words(language)

        def named(side: str, value: str) -> str:
            """A value in words, where there are words for it."""
            return known.get(f"{side}_{value}", value)

        template = self._environment.get_template(name)
        return template.render(
            language=language, words=SimpleNamespace(**known), named=named, **values
        )
