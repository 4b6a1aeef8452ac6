"""Whatever is delivered, in whatever order and however often, each message counts exactly once."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path

import redis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from storage.interviews import InterviewStore
from storage.sealing import KEY_BYTES, KeyRing
from storage.stored import Committed, Conflict, Duplicate, Stored
from tests.storage.household import ADDRESS
from tests.storage.servers import server
from tests.storage.talking import commit, opened
