"""The command line: `sanaq run`, `chat`, `check`, `convert`, `graph`, `diff` and others."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot import logs
from bot.content import codelists, constants, import_kato, load_named, path_of
from bot.refusal import StartRefused
from bot.settings import Settings, describe, read_settings
from dialogs.faults import ContentErrors, Fault, Severity
from dialogs.linting import report
from dialogs.loading import check, translate
from dialogs.transcripts import TranscriptError, replay_file

__all__ = ["main"]

_LANGUAGES = ("kk", "ru", "en")
_THE_FIRST = "otherwise the first of the questionnaire"

FAULTY, REFUSED, INTERRUPTED = 1, 2, 130
"""Exit codes: it found something wrong; it could not start or go on; Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code. What it refuses is said in lines on standard error."""
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, Settings], int] | None = parsed.command
    try:
        if command is None:  # the list of settings helps most where one of them is wrong
            print(describe())  # noqa: T201
            return 0
        return command(parsed, read_settings(os.environ))
    except StartRefused as refused:
        print(*refused.lines, sep="\n", file=sys.stderr)  # noqa: T201
    except ContentErrors as errors:
        print(report(errors.faults, json=False), file=sys.stderr)  # noqa: T201
    except BrokenPipeError:  # whoever read along has had enough, as in `sanaq settings | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return INTERRUPTED
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sanaq", description="A census by chat: web, terminal and Telegram."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    run = commands.add_parser("run", help="start everything: chat, console, bots, couriers")
    run.add_argument("--host", help="address to listen on (SANAQ_HOST)")
    run.add_argument("--port", type=int, help="port to listen on (SANAQ_PORT)")
    run.set_defaults(command=_run)

    chat = commands.add_parser("chat", help="be interviewed in the terminal")
    chat.add_argument(
        "questionnaire",
        nargs="?",
        type=Path,
        help="a questionnaire to rehearse in memory; without it the real interview, which is kept",
    )
    chat.add_argument("--language", choices=("kk", "ru", "en"), default="")
    chat.set_defaults(command=_chat)

    replay = commands.add_parser("replay", help="play .chat transcripts, show where they differ")
    replay.add_argument("transcripts", nargs="+", type=Path, metavar="FILE.chat")
    replay.add_argument("--update", action="store_true", help="write down what is said now")
    replay.set_defaults(command=_replay)

    checking = commands.add_parser("check", help="every fault of a questionnaire")
    checking.add_argument("questionnaires", nargs="+", type=Path, metavar="QUESTIONNAIRE")
    checking.add_argument("--json", action="store_true", help="as JSON, for programs")
    checking.add_argument(
        "--prove", action="store_true", help="also prove which questions can be reached"
    )
    checking.add_argument(
        "--witness",
        type=Path,
        metavar="DIR",
        help="the same, and write a .chat file that comes to each question",
    )
    checking.add_argument("--language", choices=("kk", "ru", "en"), default="")
    checking.set_defaults(command=_check)

    converting = commands.add_parser("convert", help="an XLSForm as a questionnaire in YAML")
    converting.add_argument("form", type=Path, metavar="FORM.xlsx")
    converting.add_argument("-o", "--output", type=Path, help="where to write it; else it is shown")
    converting.set_defaults(command=_convert)

    _add_views(commands)

    verify = commands.add_parser("verify", help="is this notification number genuine")
    verify.add_argument("number")
    verify.set_defaults(command=_verify)

    classifier = commands.add_parser("classifier", help="take over a classifier")
    actions = classifier.add_subparsers(metavar="ACTION", required=True)
    importing = actions.add_parser("import", help="KATO from its CSV file, for `codelist kato`")
    importing.add_argument("file", type=Path, metavar="kato.csv")
    importing.set_defaults(command=_import)

    listing = commands.add_parser("settings", help="every setting with its default")
    listing.set_defaults(command=None)
    return parser


def _add_views(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What shows a questionnaire to people who do not run it."""
    graph = commands.add_parser("graph", help="the flow of a questionnaire as a picture")
    graph.add_argument("questionnaire", metavar="QUESTIONNAIRE")
    graph.add_argument(
        "-o", "--output", default="-", metavar="FILE", help="a .svg, .mmd or .md; - prints it"
    )
    graph.add_argument("--format", choices=("svg", "mermaid"), default="", help="whatever the file")
    graph.add_argument("--language", choices=_LANGUAGES, default="", help=_THE_FIRST)
    detail = graph.add_mutually_exclusive_group()
    detail.add_argument(
        "--sections", action="store_true", default=None, help="sections and rosters alone"
    )
    detail.add_argument(
        "--questions",
        action="store_false",
        dest="sections",
        help="every question, in Mermaid as well",
    )
    graph.set_defaults(command=_graph)

    printing = commands.add_parser("print", help="a questionnaire as a form on paper, for approval")
    printing.add_argument("questionnaire", metavar="QUESTIONNAIRE")
    printing.add_argument(
        "-o", "--output", default="-", metavar="FILE.html", help="where to; - prints it"
    )
    printing.add_argument("--language", choices=_LANGUAGES, default="", help=_THE_FIRST)
    printing.set_defaults(command=_print)

    comparing = commands.add_parser("diff", help="what changes between two versions do to answers")
    version = "a file, or NAME@HASH of one that is kept"
    comparing.add_argument("old", metavar="OLD", help=version)
    comparing.add_argument("new", metavar="NEW", help=version)
    comparing.add_argument("--json", action="store_true", help="as JSON, for programs")
    comparing.set_defaults(command=_diff)

    versions = commands.add_parser("versions", help="the versions kept, and who stands on them")
    versions.set_defaults(command=_versions)


def _run(parsed: argparse.Namespace, settings: Settings) -> int:
    # Only what a command needs is loaded: `check` is quick because it knows no server.
    from bot.app import run  # noqa: PLC0415

    if parsed.host is not None:
        settings = replace(settings, host=parsed.host)
    if parsed.port is not None:
        settings = replace(settings, port=parsed.port)
    logs.set_up(settings.log_level)
    _keep_private()
    return asyncio.run(run(settings))


def _keep_private() -> None:
    """What is written from here on is this user's alone: the database holds password hashes."""
    os.umask(0o077)


def _chat(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.talk import rehearse, talk  # noqa: PLC0415

    logs.set_up("error")
    if parsed.questionnaire is None:
        _keep_private()
        return asyncio.run(talk(settings, parsed.language))
    return asyncio.run(rehearse(path_of(str(parsed.questionnaire)), settings, parsed.language))


def _replay(parsed: argparse.Namespace, settings: Settings) -> int:
    same = True
    for path in parsed.transcripts:
        try:
            found = replay_file(path, partial(load_named, settings), update=parsed.update)
        except (TranscriptError, OSError) as error:
            print(f"{path}: {_told(error)}", file=sys.stderr)  # noqa: T201
            return REFUSED
        print(found)  # noqa: T201
        same = same and (found.same or found.updated)
    return 0 if same else FAULTY


def _told(error: TranscriptError | OSError) -> str:
    return str(error) if isinstance(error, TranscriptError) else str(error.strerror)


def _check(parsed: argparse.Namespace, settings: Settings) -> int:
    parsed.questionnaires = [path_of(str(path)) for path in parsed.questionnaires]
    faults = [
        fault
        for path in parsed.questionnaires
        for fault in check(path, constants=constants(settings), codelists=codelists(settings))
    ]
    if parsed.prove or parsed.witness is not None:
        faults += _prove(parsed, settings, faults)
    print(report(faults, json=parsed.json))  # noqa: T201
    return FAULTY if any(fault.severity is Severity.ERROR for fault in faults) else 0


def _prove(parsed: argparse.Namespace, settings: Settings, faults: list[Fault]) -> list[Fault]:
    """Proves those without errors, says what came of it, and writes the witnesses."""
    # The solver takes longer to load than a check takes.
    from bot.proving import proved, written  # noqa: PLC0415

    found: list[Fault] = []
    wrong = {fault.file for fault in faults if fault.severity is Severity.ERROR}
    for path in parsed.questionnaires:
        if str(path) not in wrong:
            proof = proved(settings, path, parsed.language)
            if parsed.witness is not None:
                written(proof, parsed.witness, path)
            print(f"{path}: {proof.summary}", file=sys.stderr)  # noqa: T201
            found += proof.faults
    return found


def _convert(parsed: argparse.Namespace, _settings: Settings) -> int:
    text = translate(parsed.form)
    if parsed.output is None:
        print(text, end="")  # noqa: T201
        return 0
    try:
        parsed.output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StartRefused(f"{parsed.output} cannot be written: {error.strerror}.") from error
    print(f"{parsed.output} says the same as {parsed.form}; its CSV files belong beside it.")  # noqa: T201
    return 0


def _import(parsed: argparse.Namespace, settings: Settings) -> int:
    count = import_kato(settings, parsed.file)
    print(f"{count} territories; questionnaires can name them as `codelist kato`.")  # noqa: T201
    return 0


def _graph(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot import views  # noqa: PLC0415

    questionnaire = load_named(settings, parsed.questionnaire)
    language = views.spoken(questionnaire, parsed.language)
    drawn = views.draw(
        questionnaire,
        parsed.output,
        language=language,
        form=parsed.format,
        sections=parsed.sections,
    )
    views.written(drawn, parsed.output)
    return 0


def _print(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot import views  # noqa: PLC0415

    questionnaire = load_named(settings, parsed.questionnaire)
    language = views.spoken(questionnaire, parsed.language)
    views.written(views.printed(questionnaire, language), parsed.output)
    return 0


def _diff(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot import versions  # noqa: PLC0415
    from dialogs.diff import compare, harmless, report  # noqa: PLC0415

    old, new = (asyncio.run(versions.find(settings, name)) for name in (parsed.old, parsed.new))
    changes = compare(old.questionnaire, new.questionnaire)
    print(report(changes, old.side, new.side, json=parsed.json))  # noqa: T201
    return 0 if harmless(changes) else FAULTY


def _versions(_parsed: argparse.Namespace, settings: Settings) -> int:
    from bot import versions  # noqa: PLC0415

    print(asyncio.run(versions.listing(settings)))  # noqa: T201
    return 0


def _verify(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.serving import verify  # noqa: PLC0415
    from storage.registry import Verdict  # noqa: PLC0415

    found = asyncio.run(verify(settings, parsed.number))
    print(found)  # noqa: T201
    return 0 if found is Verdict.GENUINE else FAULTY
