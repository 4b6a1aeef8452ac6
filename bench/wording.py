"""What the small parts cost: expressions, readers, prompts, buttons, sealing; microseconds each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from bench.engine import CENSUS
from bench.figures import Figure
from bench.households import half_way
from bench.ours import KEYS
from bench.timing import microseconds
from bot import buttons
from bot.channels.telegram.methods import encode
from bot.channels.telegram.rendering import render
from dialogs.expressions import Declared, Placement, compile_expression
from dialogs.loading import load
from dialogs.prompts import prompt
from state_machine.questionnaire import QuestionType
from state_machine.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.plan import Plan
    from dialogs.prompts import Prompt
    from state_machine.interview import Interview
    from state_machine.questionnaire import Questionnaire

__all__ = ["measure"]

Work = tuple[str, Callable[[], object]]

_EXPRESSION = "${age} >= 15 and (${work} = 'yes' or selected(${means}, 'wages'))"
_DECLARED = {
    "age": QuestionType.INTEGER,
    "work": QuestionType.SELECT_ONE,
    "means": QuestionType.SELECT_MULTIPLE,
}
_TYPED = {
    "birth_territory": "город алматы",
    "rooms": "3",
    "total_area": "54,5",
    "birth_date": "1 сентября 2008",
}
_CONDITIONED = "employment_status"
_FAMILY = 3
_REVISION = 7


async def measure(plan: Plan) -> Figure:
    """Give the cost of each part, by the census where it needs content."""
    census = load(CENSUS)
    interview = half_way(census, _FAMILY).interview
    works: list[Work] = [
        ("read and compile the whole census", partial(load, CENSUS)),
        *_expressions(census, interview),
        *_readers(census, interview),
        *_prompts(census, interview),
        *_sealing(interview),
    ]
    rows = tuple((name, microseconds(work, seconds=plan.moment, parts=3)) for name, work in works)
    return Figure("wording", "The small parts", ("part", "µs"), rows)


def _expressions(census: Questionnaire, interview: Interview) -> Iterator[Work]:
    names = {name: Declared("", kind) for name, kind in _DECLARED.items()}
    yield "compile an expression", partial(compile_expression, _EXPRESSION, Placement(names=names))
    question = next(q for q in census.by_index if q.name == _CONDITIONED)
    item = interview.head.location.item
    yield "is a question relevant", lambda: Scope(census, interview).relevant(question, item)


def _readers(census: Questionnaire, interview: Interview) -> Iterator[Work]:
    scope = Scope(census, interview)
    for name, text in _TYPED.items():
        question = census.questions[name]
        item = next(i.id for i in interview.items.values() if i.roster == question.level)
        yield f"read {text!r} ({question.type})", partial(question.read, text, scope, item)


def _prompts(census: Questionnaire, interview: Interview) -> Iterator[Work]:
    yield "prompt: question with buttons", partial(prompt, census, interview)
    shown = prompt(census, interview)
    yield "the same as Telegram's bytes", partial(_telegram, census, shown)
    button = shown.rows[0][0].input
    data = buttons.encode(census, button)
    yield "button: encode", partial(buttons.encode, census, button)
    yield "button: decode", partial(buttons.decode, census, data)


def _telegram(census: Questionnaire, shown: Prompt) -> bytes:
    return encode(render(census, shown).new(1)[-1])


def _sealing(interview: Interview) -> Iterator[Work]:
    key = KEYS.new_data_key(interview.head.id)
    item = interview.items[interview.head.location.item]
    plain = msgspec.msgpack.encode(item)
    sealed = key.seal("i1", _REVISION, plain)
    yield "item to MessagePack", partial(msgspec.msgpack.encode, item)
    yield f"seal {len(plain)} bytes", partial(key.seal, "i1", _REVISION, plain)
    yield f"open {len(plain)} bytes", partial(key.open, "i1", sealed)
