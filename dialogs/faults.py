"""The faults that a questionnaire can have: one table of codes, and what names a fault."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

__all__ = ["CODES", "Code", "ContentErrors", "Fault", "Severity"]


class Severity(StrEnum):
    """An error keeps a questionnaire from being asked; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """What a code stands for, in general words, and what to do about it."""

    title: str
    remedy: str


class Fault(Struct, frozen=True, order=True):
    """One fault of a questionnaire. `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str

    @property
    def severity(self) -> Severity:
        """What the first letter of the code says."""
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING


class ContentErrors(Exception):  # noqa: N818  the plural is the point
    """A questionnaire that must not be asked: every error found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        shown = "\n".join(
            f"{each.file}:{each.line}:{each.column}: {each.code} {each.message}" for each in faults
        )
        super().__init__(shown)
        self.faults = faults


CODES: Mapping[str, Code] = MappingProxyType(
    {
        # 1: the file and its shape
        "E101": Code("YAML cannot be read", "Mend the syntax at this place."),
        "E102": Code("unknown key", "Use one of the keys that the format knows."),
        "E103": Code("missing key", "Add the key."),
        "E104": Code("wrong shape", "Write a text, a list or a mapping, as the format says."),
        "E105": Code("key given twice", "Keep one of them."),
        "E106": Code(
            "YAML feature that is not used here", "Write the text plainly, without a tag."
        ),
        "E107": Code("nested too deep or too large", "Split the questionnaire."),
        "E108": Code("file cannot be read", "Give a UTF-8 file of at most 4 MB."),
        "E109": Code("empty value", "Write the text, or take the key away."),
        "E110": Code("value that is not allowed here", "Use one of the values named."),
        "E111": Code("not a whole number", "Write digits only."),
        "E113": Code("nothing to ask", "Add a section with a question."),
        # 114 to 139: what a workbook has, and what of it goes into a chat
        "E114": Code("workbook cannot be read", "Save it as .xlsx in a program for tables."),
        "E115": Code("workbook too large", "Leave out what the form does not need."),
        "E116": Code("sheet missing", "Add the sheet, with its columns in the first row."),
        "E117": Code("column given twice", "Keep one of them."),
        "E118": Code("column or cell missing", "Add it."),
        "E119": Code("formula without a value", "Write the value, or save what it gives."),
        "E120": Code("begin and end that do not match", "Give every group and repeat its end."),
        "E122": Code("type that a chat cannot ask", "Ask it as a text, or require no answer."),
        "W123": Code("question that a chat leaves out", "Nothing, if you can do without it."),
        "W124": Code("column that has no say in a chat", "Nothing, if you can do without it."),
        "W125": Code("setting that has no say in a chat", "Nothing, if you can do without it."),
        "W126": Code("language that the bot does not speak", "Translate into kk, ru or en."),
        "W127": Code("texts whose language is not named", "Write label::English (en), or alike."),
        "W128": Code("translation missing", "Translate it; until then another language is shown."),
        "W129": Code("name that is written otherwise", "Rename it, or expect the other name."),
        "W130": Code("type taken as another", "Nothing, if the other one will do."),
        "W131": Code(
            "calculation of a question that is asked", "Make it a calculate, or a default."
        ),
        "W132": Code("text with marks of its looks", "A chat shows the text alone."),
        "W135": Code("message that is never said", "Add the constraint, or drop the message."),
        # 2: names and types
        "E201": Code("invalid name", "Letters of a to z, digits and _, a letter first."),
        "E202": Code("name used twice", "Questions, sections and rosters share one set of names."),
        "E203": Code(
            "name that the roster's gate needs", "Rename: <roster>_more and <roster>_list."
        ),
        "E204": Code("unknown type of question", "Use one of the types named."),
        "E205": Code("unknown list of choices", "Add the list under choices, or mend its name."),
        "E206": Code(
            "list missing or not wanted", "Only select_one, select_multiple and rank name a list."
        ),
        # 3: expressions
        "E301": Code("syntax of an expression", "Mend the expression at this place."),
        "E302": Code("unknown name in an expression", "Refer to a question, roster or constant."),
        "E303": Code("repeated question read as one", "Read it through count, sum, min, max …"),
        "E304": Code("every item would read every item", "Calculate once in the part around them."),
        "E305": Code("unknown function", "Use a function of the language."),
        "E306": Code("wrong number of arguments", "Give the arguments that the function takes."),
        "E307": Code("'.' outside a constraint", "Name the question: ${name}."),
        "E308": Code("position() outside a roster", "Ask for it within the roster."),
        "E309": Code("wrong kind of name", "Give the function what it counts or adds up."),
        "E310": Code("invalid pattern", "Write a pattern or format as a text in quotes."),
        "E311": Code("pattern that may take for ever", "No repetition within a repeated group."),
        "E312": Code(
            "expression too long or too deep", "Give a part of it a name by a calculation."
        ),
        "E313": Code("rules that depend on each other", "Break the circle."),
        "E314": Code("chain of rules too long", "Let rules refer to the first question directly."),
        "E315": Code("condition on a question asked later", "Ask that question before."),
        "E316": Code("constant not given", "Add it under constants."),
        "E317": Code("value that no choice has", "Compare with the name of a choice."),
        "E318": Code("number compared with a text", "Compare with a number."),
        "W319": Code("several answers compared as one text", "Use selected()."),
        "W320": Code("condition on today's date", "Use census-moment(), which does not move on."),
        "W321": Code("condition that is always the same", "Take it away, or name a question."),
        "W322": Code("selected() of what has no choices", "Compare with = instead."),
        "W323": Code("rule that looks at all items", "Mind the cost with many items."),
        "E324": Code("date or time compared with what is none", "Write YYYY-MM-DD or HH:MM."),
        "W325": Code("rule that reads a later answer", "It is '' until that question is answered."),
        "E326": Code("function that is refused", "Do without it; the message says why."),
        "E327": Code("rule that depends on the language", "Compare the names of choices."),
        # 4: wording
        "E401": Code("language missing", "Give the text in every language of the questionnaire."),
        "E402": Code("language that the questionnaire does not have", "Add it to languages."),
        "E403": Code("languages pipe different answers", "Pipe the same questions in each."),
        "E404": Code("text too long for one message", "Shorten it to 4096 characters."),
        "E405": Code("text that cannot be computed here", "Choices, nouns and titles are plain."),
        "W406": Code("label too long for a button", "Shorten it to 60 characters."),
        "E407": Code("brace that is not closed", "Write {{ and }} for braces."),
        "E408": Code("invalid list of languages", "List kk, ru or en, each once."),
        "W409": Code("question without a hint", "Say what to answer when in doubt."),
        "W410": Code("no wording about somebody else", "Add proxy for people answered for."),
        "W411": Code("same text in two languages", "Translate it."),
        "W412": Code("spaces or control characters in a text", "Take them out."),
        # 5: choices
        "E501": Code("list without choices", "Add choices."),
        "E502": Code("choice given twice", "Names within a list, or a part of it, differ."),
        "E503": Code(
            "choices that look alike", "Make the labels differ by more than case or signs."
        ),
        "E504": Code(
            "invalid name of a choice", "Readable characters, without spaces among several."
        ),
        "E505": Code(
            "too many choices for one message", "Filter them, so that at most 100 are left."
        ),
        "W506": Code("list that no question uses", "Take it away."),
        "W507": Code("question with a single choice", "Add a choice, or make it a note."),
        "W508": Code("label that is another choice's number", "Order them so that they agree."),
        "E509": Code("label that is another choice's name", "Rename one of them."),
        "E510": Code("refusal among several answers", "Let a select_one ask for consent."),
        # 6: questions
        "E601": Code("key that this type does not take", "Take the key away."),
        "E602": Code("calculation missing", "Give the calculate a calculation."),
        "W604": Code("constraint without a message", "Say what is expected."),
        "E605": Code("message without its constraint", "Add the constraint, or drop the message."),
        "E606": Code("default that cannot be an answer", "Give a value that the type takes."),
        "E607": Code("nothing to carry over", "Use carry within a roster."),
        "E608": Code("sensitive answer piped into a text", "Do not repeat it in a message."),
        "E609": Code("constraint that nothing satisfies", "Mend the constraint."),
        "E610": Code("nobody to ask together", "Use together within a roster."),
        "W611": Code("constraint that does not look at the answer", "Mention '.'."),
        "W612": Code("constraint on the answer given before", "Write '.' for the new answer."),
        "E613": Code("default that reads its own question", "Compute it from other answers."),
        "E614": Code("reason given twice", "Keep one of them."),
        "W615": Code("reason where none is needed", "Require an answer, or take missing away."),
        "E616": Code("choice among an unknown roster", "Name a roster."),
        "E619": Code("choice among a roster gathered later", "Ask after the list."),
        "W620": Code("asked while the list is being made", "Ask in an each after the list."),
        "E621": Code("sensitive answer suggested", "Ask without carry and default."),
        "W625": Code("check given twice", "Keep one of them."),
        "W627": Code("required choice of nobody", "Ask only when there is somebody to choose."),
        "E628": Code("title that says another title", "Let titles say what people answered."),
        "E629": Code("unknown part of a message", "Use one of the parts that are known."),
        "E630": Code("part for a question elsewhere", "Name a question of the same section."),
        "E631": Code("part that its question cannot take", "Names and IIN are text, dates date."),
        "E632": Code("message without its own question", "Name the question itself under reads."),
        "E633": Code("unknown codelist", "Name one of the codelists that Sanaq has."),
        "W634": Code("reason that is a choice as well", "Take one of them away."),
        "W635": Code("message that repeats the answer before", "Name the other answers in it."),
        "W660": Code("required attachment without a way out", "Allow a reason under missing."),
        "E640": Code("value kept where nothing keeps it", "Move it into a calculate."),
        "E641": Code("range without numbers", "Let start, end and step meet each other."),
        "W642": Code("value that is always ''", "Give it a default, or take it away."),
        "W643": Code("appearance that does nothing", "Take the word away, or leave it."),
        "W644": Code("key of what is only read", "Take the key away, or let people answer."),
        # 680 to 699: files beside the questionnaire, and filters
        "E680": Code("file that is not there or cannot be read", "Put a CSV file beside it."),
        "E681": Code("column that the file does not have", "Use one of the columns named."),
        "E682": Code("filter without a list of choices", "Filter a select_one or select_multiple."),
        # 7: rosters
        "E701": Code("min above max", "Exchange them."),
        "E702": Code("each of an unknown roster", "Name a roster."),
        "E703": Code("each outside the roster around it", "Put it into the roster's parent."),
        "E704": Code("each before the roster is gathered", "Gather it before."),
        "E705": Code("gate without its labels", "Give label, add and done."),
        "W708": Code("rosters that can explode", "Lower the max."),
        "W709": Code("roster without max", "Say how many items there can be."),
        "E710": Code("roster that asks nothing of an item", "Add a section to its blocks."),
        "E711": Code("max of nothing", "A max is at least 1."),
        "E712": Code("counted roster that is also asked for", "Take gate and min away."),
        "E713": Code("count that reads a later answer", "Ask for the number before the roster."),
        "E714": Code("count that is no number", "Count by an integer."),
        "E715": Code("count above max", "Raise the max, or lower the count."),
        "E730": Code("key of a battery outside of one", "Take tick and usual away."),
        "E731": Code("question that no battery can ask", "Ask it after the battery."),
        "E732": Code("question of a battery without its tick", "Give tick and usual."),
        "E733": Code("usual answer that no choice has", "Name a choice of the question."),
        "E734": Code("battery of one question", "Add a question, or take the battery away."),
        "E735": Code("too many choices beside the people", "At most 40 with together."),
        # 94: what is sensitive
        "E940": Code("battery of which a part is sensitive", "Mark all its questions, or none."),
        "W941": Code(
            "suggestion that tells a sensitive answer",
            'Compute it in a calculation that says sensitive: "no", if it may be told.',
        ),
        # 83: what people ask about the census itself
        "E830": Code("invalid name of a topic", "At most 40 letters of a to z, digits and _."),
        "E831": Code("topic given twice", "Make one topic of them."),
        "E832": Code("related topic that is none", "Name another topic of the faq."),
        "E833": Code("topic that nobody can ask about", "Give a phrasing in every language."),
        "E834": Code("phrasing of two topics", "Leave it to one of them."),
        "W835": Code("phrasing nearer to another topic", "Say it otherwise, or move it."),
        "E836": Code("answer too long to stand before a question", "Shorten it to 1000 letters."),
        "W837": Code("title too long for a button", "Shorten it to 40 characters."),
        "W838": Code("phrasing that is an answer", "Say it so that it names no choice."),
        "E839": Code("phrasing without a word", "Write it as people would."),
        # 8: the whole
        "E801": Code("section that nobody reaches", "Mend its condition, or take it away."),
        "E804": Code("constant that names nothing", "Name a question or roster that exists."),
        # 81, 82: what a proof shows
        "E810": Code("question that no answers reach", "Mend the condition that is never true."),
        "E811": Code("section that no answers reach", "Mend the condition that is never true."),
        "E812": Code("checks that no answer meets", "Mend them: together they exclude everything."),
        "E813": Code("trap", "Let the checks accept an answer whatever was answered before."),
        "W814": Code("trap, perhaps", "See whether some answer is always accepted."),
        "W815": Code("choice that is never offered", "Mend its relevant, or take it away."),
        "W816": Code("soft check that never asks", "Mend it, or take it away."),
        "W817": Code("soft check that always asks", "Mend it, or take it away."),
        "W818": Code("count that can exceed max", "Limit the number that is counted by."),
        "W819": Code("neither proved nor played", "Try it by hand, or simplify its rules."),
        "W820": Code("question that only stops", "See that its text says what to change."),
        "W821": Code("only a reason is accepted", "Let the checks accept an answer as well."),
        # 88: what a person meets as a whole
        "W880": Code("labels that a button cuts alike", "Let them differ at the beginning."),
        "W881": Code("question too long with its notes and hint", "Shorten what stands together."),
        "W882": Code("figure about somebody else that must be known", "Add missing: [unknown]."),
        "E883": Code("code too long for a button", "Shorten it to 40 letters and digits."),
        # 900 to 919: what a form of ODK or Kobo has beyond a questionnaire of ours
        "W900": Code("rows of a list that are never offered", "Mend the column, or drop the rows."),
        "W901": Code("order of chance that has no say", "Take randomize and seed away."),
    }
)
"""Every code of `sanaq check`. The docs' table is generated from this one."""
