"""Conversations as text: reading a `.chat` transcript, playing it, showing where it differs."""

from dialogs.transcripts.playback import (
    Difference,
    Playback,
    Report,
    handed,
    play,
    render,
    replay_file,
    shown,
)
from dialogs.transcripts.rehearsal import Rehearsal, marshalled
from dialogs.transcripts.script import Line, Transcript, TranscriptError, parse

__all__ = [
    "Difference",
    "Line",
    "Playback",
    "Rehearsal",
    "Report",
    "Transcript",
    "TranscriptError",
    "handed",
    "marshalled",
    "parse",
    "play",
    "render",
    "replay_file",
    "shown",
]
